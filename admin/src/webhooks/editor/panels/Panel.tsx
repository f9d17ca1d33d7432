import { Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

/** One box of the editor's right column, as in Strapi's edit view. */
export const Panel = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId();
  return (
    <Flex
      tag="aside"
      aria-labelledby={id}
      background="neutral0"
      borderColor="neutral150"
      hasRadius
      shadow="tableShadow"
      padding={4}
      gap={3}
      direction="column"
      alignItems="stretch"
    >
      <Typography id={id} tag="h2" variant="sigma" textColor="neutral600">
        {title}
      </Typography>
      {children}
    </Flex>
  );
};
