import { Box, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import { CopyButton } from './CopyButton';

interface CodeFrameProps {
  readonly label: string;
  readonly copyText: string;
  readonly actions?: ReactNode;
  /** CSS length; longer content scrolls. */
  readonly maxHeight?: string;
  readonly children: ReactNode;
}

/** The box around code and headers: what it is, what can be done with it, and a scrolling area that the keyboard can reach. */
export const CodeFrame = ({ label, copyText, actions, maxHeight = '48rem', children }: CodeFrameProps) => (
  <Box hasRadius borderColor="neutral200" background="neutral0" overflow="hidden" width="100%" minWidth={0}>
    <Flex justifyContent="space-between" gap={2} paddingLeft={3} paddingRight={1} background="neutral100" minHeight="3.2rem">
      <Typography variant="pi" fontWeight="bold" textColor="neutral600" ellipsis>
        {label}
      </Typography>
      <Flex gap={1}>
        {actions}
        <CopyButton text={copyText} />
      </Flex>
    </Flex>
    {/* A scrolling area must be reachable by keyboard. */}
    <Box overflow="auto" maxHeight={maxHeight} tabIndex={0} role="region" aria-label={label}>
      {children}
    </Box>
  </Box>
);
