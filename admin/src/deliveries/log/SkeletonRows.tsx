import { Tbody, Td, Tr } from '@strapi/design-system';
import { keyframes, styled } from 'styled-components';

const breathe = keyframes`
  50% { opacity: 0.45; }
`;

const Bar = styled.span<{ $width: string }>`
  display: block;
  margin: 1.5rem 0;
  height: 1.2rem;
  width: ${({ $width }) => $width};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral150};

  @media (prefers-reduced-motion: no-preference) {
    animation: ${breathe} 1.6s ease-in-out infinite;
  }
`;

/** Rows of the shape that is coming, so that nothing moves when it comes. */
export const SkeletonRows = ({ columns, rows = 8 }: { columns: number; rows?: number }) => (
  <Tbody aria-hidden>
    {Array.from({ length: rows }, (_row, row) => (
      <Tr key={row}>
        {Array.from({ length: columns }, (_column, column) => (
          <Td key={column}>
            <Bar $width={column === 0 ? '1.6rem' : `${4 + ((row + column) % 3) * 2}rem`} />
          </Td>
        ))}
      </Tr>
    ))}
  </Tbody>
);
