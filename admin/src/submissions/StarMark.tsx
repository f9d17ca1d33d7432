import { Star } from '@strapi/icons';
import { styled } from 'styled-components';

/** A star that is set or not; the design system would colour the icons of its buttons itself. */
export const StarMark = styled(Star)<{ $isSet: boolean }>`
  && path {
    fill: ${({ theme, $isSet }) => ($isSet ? theme.colors.warning500 : theme.colors.neutral300)};
  }
`;
