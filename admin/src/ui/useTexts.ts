import { useCallback } from 'react';
import { useIntl } from 'react-intl';

import { PLUGIN_ID } from '../../../shared/permissions';
import type { TextKey } from '../translations/texts';

type Values = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/** Formats one of the plugin's own texts: `t('webhooks.list.create')`. */
export type Texts = (key: TextKey, values?: Values) => string;

/** The plugin's texts in the administrator's language. */
export const useTexts = (): Texts => {
  const { formatMessage } = useIntl();
  return useCallback((key, values) => formatMessage({ id: `${PLUGIN_ID}.${key}`, defaultMessage: key }, values), [formatMessage]);
};
