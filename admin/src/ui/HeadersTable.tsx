import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { HeaderView } from '../../../shared/contracts';
import { CodeFrame } from './CodeFrame';
import { MONOSPACE } from './monospace';
import { useTexts } from './useTexts';

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  font-family: ${MONOSPACE};
  font-size: 1.2rem;
  line-height: 1.8rem;

  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[3]}`};
    text-align: left;
    vertical-align: top;
  }
  tr + tr {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
  th {
    width: 1%;
    white-space: nowrap;
    font-weight: 400;
    color: ${({ theme }) => theme.colors.primary700};
  }
  td {
    color: ${({ theme }) => theme.colors.neutral800};
    overflow-wrap: anywhere;
  }
`;

interface HeadersTableProps {
  readonly headers: readonly HeaderView[];
  readonly label: string;
  /** CSS length; more headers scroll. */
  readonly maxHeight?: string;
}

/** Headers of a request or a response, in the order they were sent; copied as they stand on the wire. */
export const HeadersTable = ({ headers, label, maxHeight }: HeadersTableProps) => {
  const t = useTexts();
  return (
    <CodeFrame label={label} copyText={headers.map(({ name, value }) => `${name}: ${value}`).join('\n')} maxHeight={maxHeight}>
      {headers.length === 0 ? (
        <Box padding={3}>
          <Typography variant="pi" textColor="neutral600">
            {t('ui.headers.none')}
          </Typography>
        </Box>
      ) : (
        <Table aria-label={label}>
          <tbody>
            {headers.map(({ name, value }, index) => (
              <tr key={`${name}${index}`}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </CodeFrame>
  );
};
