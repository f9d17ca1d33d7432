import { Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

/** A box of the column beside a page, as the panels of the Content Manager's edit view. */
export const Panel = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId();
  return (
    <Flex
      tag="section"
      aria-labelledby={id}
      direction="column"
      alignItems="stretch"
      gap={3}
      padding={4}
      background="neutral0"
      borderColor="neutral150"
      shadow="tableShadow"
      hasRadius
      width="100%"
    >
      <Typography tag="h2" id={id} variant="sigma" textColor="neutral600">
        {title}
      </Typography>
      {children}
    </Flex>
  );
};

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

export const Facts = ({ children }: { children: ReactNode }) => (
  <Flex tag="dl" direction="column" alignItems="stretch" gap={3} style={{ margin: 0 }}>
    {children}
  </Flex>
);
