import { IconButton } from '@strapi/design-system';
import { Check, Duplicate } from '@strapi/icons';
import { useClipboard, useNotification } from '@strapi/strapi/admin';
import { useEffect, useState } from 'react';

import { useTexts } from './useTexts';

/** Copies a text; shows for two seconds that it did. */
export const CopyButton = ({ text, label }: { text: string; label?: string }) => {
  const t = useTexts();
  const { copy } = useClipboard();
  const { toggleNotification } = useNotification();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const run = async () => {
    const hasWorked = await copy(text);
    setIsCopied(hasWorked);
    if (!hasWorked) toggleNotification({ type: 'warning', message: t('ui.copy-failed') });
  };
  return (
    <IconButton
      size="XS"
      variant="ghost"
      label={isCopied ? t('ui.copied') : (label ?? t('ui.copy'))}
      onClick={run}
      disabled={text === ''}
    >
      {isCopied ? <Check /> : <Duplicate />}
    </IconButton>
  );
};
