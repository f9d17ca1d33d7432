import { Badge, Typography, type BadgeProps } from '@strapi/design-system';

/** A badge whose words can be read in either theme: those that the design system gives some of its colours are too pale for their background. */
export const PlainBadge = ({ children, ...badge }: Pick<BadgeProps, 'variant' | 'size'> & { children: string }) => (
  <Badge {...badge}>
    <Typography tag="span" variant="sigma" textColor="neutral800">
      {children}
    </Typography>
  </Badge>
);
