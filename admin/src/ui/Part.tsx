import { Flex, Typography } from '@strapi/design-system';
import { useId, type ReactNode } from 'react';

interface PartProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** A heading over what has boxes of its own, as a table has; what has none stands in a `Section`. */
export const Part = ({ title, hint, children }: PartProps) => {
  const id = useId();
  return (
    <Flex tag="section" aria-labelledby={id} direction="column" alignItems="stretch" gap={4}>
      <div>
        <Typography id={id} variant="delta" tag="h2">
          {title}
        </Typography>
        {hint && (
          <Typography tag="p" textColor="neutral600">
            {hint}
          </Typography>
        )}
      </div>
      {children}
    </Flex>
  );
};
