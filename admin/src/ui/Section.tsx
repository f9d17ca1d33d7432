import { Box, Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One white box of a page with its heading: a part of an editor, a plot, a table of facts. */
export const Section = ({ title, hint, action, children }: SectionProps) => {
  const id = useId();
  return (
    <Box
      tag="section"
      aria-labelledby={id}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      borderColor="neutral150"
      padding={{ initial: 4, medium: 6 }}
      width="100%"
      minWidth={0}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4}>
          <Box minWidth={0}>
            <Typography id={id} variant="delta" tag="h2" style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Typography>
            {hint && (
              <Typography variant="pi" tag="p" textColor="neutral600">
                {hint}
              </Typography>
            )}
          </Box>
          {action}
        </Flex>
        {children}
      </Flex>
    </Box>
  );
};
