import { Badge, Typography } from '@strapi/design-system';

/** A badge that warns. The design system's own colour for a warning is too pale to be read on its background. */
export const WarningBadge = ({ children }: { children: string }) => (
  <Badge variant="warning">
    <Typography tag="span" variant="sigma" textColor="neutral800">
      {children}
    </Typography>
  </Badge>
);
