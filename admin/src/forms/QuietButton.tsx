import { IconButton } from '@strapi/design-system';
import { styled } from 'styled-components';

/** A button of a row: where it cannot be used it steps back, instead of turning into a grey box among its neighbours. */
export const QuietButton = styled(IconButton).attrs({ variant: 'ghost' })`
  &[disabled],
  &[aria-disabled='true'] {
    background: transparent;
    border-color: transparent;
    opacity: 0.4;
  }
`;
