import { useCallback, useMemo } from 'react';
import { useIntl } from 'react-intl';

import { useListSiteLocalesQuery } from './forms.api';

const NONE: readonly [] = [];

/** The languages of the site's content, its default first; without internationalisation there is one. */
export const useSiteLocales = () => {
  const { data = NONE, isLoading } = useListSiteLocalesQuery();
  const locales = useMemo(() => {
    const sorted = [...data].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
    return sorted.length > 0 ? sorted.map(({ code }) => code) : ['en'];
  }, [data]);
  return { locales, isLoading };
};

/** Says a locale's name in the administrator's language: `de-AT` is *German (Austria)*. */
export const useLocaleName = () => {
  const { formatDisplayName } = useIntl();
  return useCallback(
    (locale: string): string => {
      try {
        return formatDisplayName(locale, { type: 'language' }) ?? locale;
      } catch {
        // A site may call a locale whatever it likes.
        return locale;
      }
    },
    [formatDisplayName]
  );
};
