import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

/** The name in a row, which opens it, by keyboard and in a new tab too. At most two lines: give the whole one as its `title`. */
export const NameLink = styled(Link)`
  display: -webkit-box;
  overflow: hidden;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.4rem;
  font-weight: 600;
  line-height: 2rem;
  text-decoration: none;
  white-space: normal;
  overflow-wrap: anywhere;

  &:hover {
    color: ${({ theme }) => theme.colors.primary600};
  }
`;
