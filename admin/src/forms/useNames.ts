import { useCallback } from 'react';

import type { FormDefinition, FormPage } from '../../../shared/contracts/form';
import type { SettingDefinition } from '../../../shared/forms';
import type { TextKey } from '../translations/texts';
import { useTexts } from '../ui/useTexts';
import { FIELD_DESCRIPTIONS, isBuiltIn } from './field-kinds';

/** What a type of field, a setting, a page are called in the administrator's language. A project's own types bring their names. */
export const useNames = () => {
  const t = useTexts();
  const typeName = useCallback(
    (type: string): string =>
      isBuiltIn(type) ? t(`forms.type.${type}` as TextKey) : (FIELD_DESCRIPTIONS.get(type)?.label ?? type),
    [t]
  );
  const settingName = useCallback(
    (type: string, { name, label }: SettingDefinition): string =>
      isBuiltIn(type) ? t(`forms.setting.${name}` as TextKey) : (label ?? name),
    [t]
  );
  const choiceName = useCallback(
    (type: string, { name }: SettingDefinition, choice: string): string =>
      isBuiltIn(type) ? t(`forms.setting.${name}.${choice === '' ? 'none' : choice}` as TextKey) : choice,
    [t]
  );
  const pageName = useCallback(
    ({ pages }: FormDefinition, page: FormPage): string => {
      const number = pages.indexOf(page) + 1;
      return page.title === '' ? t('forms.page.numbered', { number }) : t('forms.page.named', { number, title: page.title });
    },
    [t]
  );
  return { typeName, settingName, choiceName, pageName };
};
