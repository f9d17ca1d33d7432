import { Flex } from '@strapi/design-system';

import { iconOf } from './field-kinds';

/** The picture of a type of field, as the Content-Type Builder shows those of attributes. */
export const TypeIcon = ({ type }: { type: string }) => {
  const { Icon, isSymbol } = iconOf(type);
  if (isSymbol) return <Icon width="3.2rem" height="2.4rem" aria-hidden style={{ flexShrink: 0 }} />;
  return (
    <Flex
      aria-hidden
      width="2.4rem"
      height="1.8rem"
      marginLeft={1}
      marginRight={1}
      shrink={0}
      justifyContent="center"
      background="primary100"
      borderColor="primary200"
      color="primary600"
      style={{ borderRadius: '0.2rem' }}
    >
      <Icon width="1.2rem" height="1.2rem" fill="currentColor" />
    </Flex>
  );
};
