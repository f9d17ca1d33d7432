import { styled } from 'styled-components';

/** A key, in the letters of machines: it reads the same at every receiver. */
export const KeyText = styled.code`
  color: ${({ theme }) => theme.colors.neutral600};
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  font-size: 1.2rem;
  line-height: 1.6rem;
  overflow-wrap: anywhere;
`;
