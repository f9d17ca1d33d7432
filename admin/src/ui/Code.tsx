import { styled } from 'styled-components';

import { MONOSPACE } from './monospace';

/** Monospaced text with the colours of its tokens: tokens of the design system only, so that both themes hold. */
export const Code = styled.pre`
  margin: 0;
  padding: ${({ theme }) => theme.spaces[3]};
  font-family: ${MONOSPACE};
  font-size: 1.2rem;
  line-height: 1.8rem;
  color: ${({ theme }) => theme.colors.neutral800};
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  tab-size: 2;

  .key {
    color: ${({ theme }) => theme.colors.primary700};
  }
  .string {
    color: ${({ theme }) => theme.colors.success600};
  }
  .number {
    color: ${({ theme }) => theme.colors.secondary600};
  }
  .keyword {
    color: ${({ theme }) => theme.colors.alternative600};
  }
  .comment {
    color: ${({ theme }) => theme.colors.neutral500};
  }
`;
