import { Button, Combobox, ComboboxOption, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';

import { useTexts } from '../../../ui/useTexts';
import { addLocale } from '../../draft/translations';
import { useLocaleName, useSiteLocales } from '../../useLocales';
import { useDefinition } from '../useBuilder';

const canonical = (text: string): string | undefined => {
  try {
    return Intl.getCanonicalLocales(text.trim())[0];
  } catch {
    return undefined;
  }
};

/** Begins another language: one of the site's, or any other by its code. */
export const AddLocale = ({ onAdd }: { onAdd: (locale: string) => void }) => {
  const t = useTexts();
  const localeName = useLocaleName();
  const { definition, edit } = useDefinition();
  const { locales: siteLocales } = useSiteLocales();
  const [wish, setWish] = useState('');
  const free = siteLocales.filter((locale) => locale !== definition.locale && !definition.translations[locale]);
  const locale = free.includes(wish) ? wish : canonical(wish);
  const offered = wish === '' || free.includes(wish) ? free : [wish, ...free];
  const add = () => {
    if (!locale) return;
    edit((before) => addLocale(before, locale));
    onAdd(locale);
    setWish('');
  };
  return (
    <Flex gap={2}>
      <Combobox
        size="S"
        aria-label={t('forms.translations.language')}
        placeholder={t('forms.translations.language')}
        value={wish}
        creatable
        createMessage={(written) => t('forms.field.autocomplete-own', { value: written })}
        onCreateOption={(written) => setWish(canonical(written ?? '') ?? '')}
        onChange={(next) => setWish(String(next ?? ''))}
        onClear={() => setWish('')}
      >
        {offered.map((one) => (
          <ComboboxOption key={one} value={one}>
            {localeName(one)}
          </ComboboxOption>
        ))}
      </Combobox>
      <Button size="S" variant="secondary" startIcon={<Plus />} disabled={!locale} onClick={add}>
        {t('forms.translations.add')}
      </Button>
    </Flex>
  );
};
