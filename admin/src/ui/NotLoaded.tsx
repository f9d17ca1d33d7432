import { Flex, Loader } from '@strapi/design-system';
import type { ComponentProps } from 'react';

import { Failure } from './Failure';
import { useTexts } from './useTexts';

/** Stands in a page where something is not there yet: it is still being loaded, or it could not be, which is an error. */
export const NotLoaded = ({ error, ...failure }: ComponentProps<typeof Failure>) => {
  const t = useTexts();
  if (error) return <Failure error={error} {...failure} />;
  // Strapi's `Page.Loading` is a page of its own, with a second `main` in it.
  return (
    <Flex justifyContent="center" padding={10} aria-busy>
      <Loader>{t('ui.loading')}</Loader>
    </Flex>
  );
};
