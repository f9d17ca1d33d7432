import { Flex, Typography } from '@strapi/design-system';
import { Information } from '@strapi/icons';
import type { ReactNode } from 'react';

/** A quiet remark in place of something that is not there, or about what is. */
export const Note = ({ children }: { children: ReactNode }) => (
  <Flex gap={2} alignItems="flex-start" background="neutral100" borderColor="neutral150" hasRadius padding={3}>
    <Information fill="neutral600" aria-hidden style={{ flexShrink: 0, marginTop: '0.2rem' }} />
    <Typography variant="pi" textColor="neutral700">
      {children}
    </Typography>
  </Flex>
);
