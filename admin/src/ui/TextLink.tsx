import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

/** A link inside a line of text or a table cell, in the size of what surrounds it. */
export const TextLink = styled(Link)`
  color: ${({ theme }) => theme.colors.primary600};
  text-decoration: none;
  overflow-wrap: anywhere;

  &:hover,
  &:focus-visible {
    text-decoration: underline;
  }
`;
