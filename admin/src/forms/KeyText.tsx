import { styled } from 'styled-components';

import { MONOSPACE } from '../ui/monospace';

/** A key, in the letters of machines: it reads the same at every receiver. */
export const KeyText = styled.code`
  color: ${({ theme }) => theme.colors.neutral600};
  font-family: ${MONOSPACE};
  font-size: 1.2rem;
  line-height: 1.6rem;
  overflow-wrap: anywhere;
`;
