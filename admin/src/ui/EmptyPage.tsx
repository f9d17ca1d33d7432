import { Flex, Typography } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import type { ReactNode } from 'react';

interface EmptyPageProps {
  readonly title: string;
  /** What to do first, in a sentence. */
  readonly hint?: string;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
}

/** Where a list or a panel has nothing to show: says so, and what to do about it. */
export const EmptyPage = ({ title, hint, action, icon = <EmptyDocuments width="16rem" height="8.8rem" /> }: EmptyPageProps) => (
  <Flex direction="column" gap={6} padding={11} background="neutral0" hasRadius shadow="tableShadow">
    <span aria-hidden>{icon}</span>
    <Flex direction="column" gap={2} maxWidth="52rem">
      <Typography variant="delta" tag="p" textAlign="center" textColor="neutral800">
        {title}
      </Typography>
      {hint && (
        <Typography tag="p" textAlign="center" textColor="neutral600">
          {hint}
        </Typography>
      )}
    </Flex>
    {action}
  </Flex>
);
