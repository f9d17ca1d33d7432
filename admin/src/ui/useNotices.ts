import { useAPIErrorHandler, useNotification, type BaseQueryError } from '@strapi/strapi/admin';
import { useMemo } from 'react';

type Failure = Parameters<ReturnType<typeof useAPIErrorHandler>['_unstableFormatAPIError']>[0] | BaseQueryError;

/** Tells the administrator how an action ended, in Strapi's own notifications. */
export const useNotices = () => {
  const { toggleNotification } = useNotification();
  const { _unstableFormatAPIError: sentenceOf } = useAPIErrorHandler();
  return useMemo(
    () => ({
      succeed: (message: string) => toggleNotification({ type: 'success', message }),
      warn: (message: string) => toggleNotification({ type: 'warning', message }),
      fail: (error: unknown) => toggleNotification({ type: 'danger', message: sentenceOf(error as Failure) }),
    }),
    [toggleNotification, sentenceOf]
  );
};
