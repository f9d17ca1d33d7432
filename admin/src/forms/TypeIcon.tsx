import { Flex } from '@strapi/design-system';

import { iconOf } from './field-kinds';

/** The picture of a type of field, as the Content-Type Builder shows those of attributes. */
export const TypeIcon = ({ type }: { type: string }) => {
  const { Icon, isSymbol } = iconOf(type);
  if (isSymbol) return <Icon width="3.2rem" height="3.2rem" aria-hidden style={{ flexShrink: 0 }} />;
  return (
    <Flex
      aria-hidden
      width="3.2rem"
      height="2.4rem"
      shrink={0}
      justifyContent="center"
      background="primary100"
      borderColor="primary200"
      color="primary600"
      style={{ borderRadius: '0.2rem' }}
    >
      <Icon width="1.4rem" height="1.4rem" fill="currentColor" />
    </Flex>
  );
};
