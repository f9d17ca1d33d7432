import { Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

/** A titled box of the overview. */
export const Card = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId();
  return (
    <Flex
      tag="section"
      aria-labelledby={id}
      direction="column"
      alignItems="stretch"
      gap={4}
      padding={6}
      background="neutral0"
      borderColor="neutral150"
      shadow="tableShadow"
      hasRadius
      width="100%"
      minWidth={0}
    >
      <Typography tag="h2" id={id} variant="delta">
        {title}
      </Typography>
      {children}
    </Flex>
  );
};
