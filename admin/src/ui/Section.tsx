import { Box, Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

interface SectionProps {
  /** A box without one is a part of what stands above it. */
  readonly title?: string;
  readonly hint?: string;
  readonly action?: ReactNode;
  /** In the column beside a page: narrower and quieter, as the panels of the Content Manager's edit view. */
  readonly isAside?: boolean;
  readonly children: ReactNode;
}

/** A white box with a heading: a part of an editor, a plot, a panel beside a page. What has boxes of its own stands in a `Part`. */
export const Section = ({ title, hint, action, isAside = false, children }: SectionProps) => {
  const id = useId();
  return (
    <Flex
      tag="section"
      aria-labelledby={title === undefined ? undefined : id}
      direction="column"
      alignItems="stretch"
      gap={isAside ? 3 : 4}
      padding={isAside ? 4 : { initial: 4, medium: 6 }}
      background="neutral0"
      borderColor="neutral150"
      shadow="tableShadow"
      hasRadius
      width="100%"
      minWidth={0}
    >
      {title !== undefined && (
        <Flex justifyContent="space-between" alignItems="flex-start" gap={4} wrap={isAside ? undefined : 'wrap'}>
          <Box minWidth={0} flex={isAside ? undefined : '1 1 28rem'}>
            <Typography
              id={id}
              tag="h2"
              variant={isAside ? 'sigma' : 'delta'}
              textColor={isAside ? 'neutral600' : 'neutral800'}
              style={{ overflowWrap: 'anywhere' }}
            >
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
      )}
      {children}
    </Flex>
  );
};
