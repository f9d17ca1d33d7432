import { Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

/** A name and its value, one under the other, in a `dl`. */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <Typography tag="dt" variant="pi" fontWeight="bold" textColor="neutral600">
      {name}
    </Typography>
    <Typography tag="dd" textColor="neutral800" style={{ margin: 0, overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  </div>
);

/** What there is to know about one thing: `Fact`s, one under the other. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <Flex tag="dl" direction="column" alignItems="stretch" gap={3} style={{ margin: 0 }}>
    {children}
  </Flex>
);
