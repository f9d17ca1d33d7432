import { Box, Status, Tooltip, Typography, type StatusVariant } from '@strapi/design-system';

import type { DeliveryState, ReceiverState } from '../../../shared/contracts';
import { useTexts } from './useTexts';

const DELIVERY: Record<DeliveryState, StatusVariant> = {
  held: 'neutral',
  pending: 'secondary',
  claimed: 'primary',
  delivered: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  superseded: 'neutral',
};

const RECEIVER: Record<ReceiverState, StatusVariant> = {
  healthy: 'success',
  failing: 'warning',
  paused: 'warning',
  gone: 'danger',
  disabled: 'danger',
};

type StateBadgeProps =
  { readonly kind: 'delivery'; readonly state: DeliveryState } | { readonly kind: 'receiver'; readonly state: ReceiverState };

const useState = (props: StateBadgeProps) => {
  const t = useTexts();
  return props.kind === 'delivery'
    ? { variant: DELIVERY[props.state], text: t(`ui.delivery-state.${props.state}`) }
    : { variant: RECEIVER[props.state], text: t(`ui.receiver-state.${props.state}`) };
};

/** A state in words and colour, never in colour alone. */
export const StateBadge = (props: StateBadgeProps) => {
  const { variant, text } = useState(props);
  return (
    <Status variant={variant} size="XS" style={{ width: 'max-content' }}>
      {/* The design system's own colour for a warning is too pale to be read on its background. */}
      <Typography tag="span" variant="omega" fontWeight="bold" textColor={variant === 'warning' ? 'neutral800' : 'inherit'}>
        {text}
      </Typography>
    </Status>
  );
};

/** The same state as a dot, for rows with no room for words: the words are its label and tooltip. */
export const StateDot = ({ label, ...props }: StateBadgeProps & { readonly label?: string }) => {
  const { variant, text } = useState(props);
  const name = label ? `${label}: ${text}` : text;
  return (
    <Tooltip label={name}>
      <Box
        tag="span"
        role="img"
        aria-label={name}
        background={variant === 'neutral' ? 'neutral500' : `${variant}600`}
        width="0.8rem"
        height="0.8rem"
        shrink={0}
        style={{ borderRadius: '50%', display: 'inline-block' }}
      />
    </Tooltip>
  );
};
