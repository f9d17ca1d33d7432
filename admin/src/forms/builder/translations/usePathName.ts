import { useCallback } from 'react';

import type { FormDefinition } from '../../../../../shared/contracts/form';
import type { TextKey } from '../../../translations/texts';
import { useTexts } from '../../../ui/useTexts';
import { fieldsOf } from '../../draft/fields';
import { FIELD_DESCRIPTIONS } from '../../field-kinds';
import { useNames } from '../../useNames';

/** Where a text belongs and what it is there, for people: *Your name* and *Help text*. */
export interface PathName {
  readonly owner: string;
  readonly what: string;
}

const FORM_TEXTS: Readonly<Record<string, TextKey>> = {
  title: 'forms.new.name',
  description: 'forms.general.description',
  'settings.submitLabel': 'forms.general.submitLabel',
  'settings.nextLabel': 'forms.general.nextLabel',
  'settings.backLabel': 'forms.general.backLabel',
  'settings.closedMessage': 'forms.limits.closed',
  'settings.success.text': 'forms.success.text',
  'settings.success.url': 'forms.success.url',
};

/** Says what the path of a text means. */
export const usePathName = () => {
  const t = useTexts();
  const { pageName, settingName } = useNames();
  return useCallback(
    (definition: FormDefinition, path: string): PathName => {
      const ofForm = FORM_TEXTS[path];
      if (ofForm) return { owner: t('forms.fault.form'), what: t(ofForm) };
      const [first, second = '', third = '', ...more] = path.split('.');
      if (first === 'pages') {
        const page = definition.pages.find(({ id }) => id === second);
        return {
          owner: page ? pageName(definition, page) : second,
          what: t(third === 'title' ? 'forms.page.title' : 'forms.page.description'),
        };
      }
      if (first === 'settings' && second === 'notices') {
        const notice = definition.settings.notices.find(({ id }) => id === third);
        return { owner: notice?.name ?? third, what: t(more[0] === 'subject' ? 'forms.notice.subject' : 'forms.notice.body') };
      }
      const field = fieldsOf(definition).find(({ key }) => key === second);
      const owner = field?.label || second;
      const rest = more.join('.');
      switch (third) {
        case 'label':
          return { owner, what: t('forms.field.label') };
        case 'hint':
          return { owner, what: t('forms.field.hint') };
        case 'placeholder':
          return { owner, what: t('forms.field.placeholder') };
        case 'options':
          return { owner, what: t('forms.translations.option', { value: rest }) };
        case 'images':
          return { owner, what: t('forms.options.alt', { name: rest }) };
        case 'messages':
          return { owner, what: t('forms.translations.message', { code: rest }) };
        default: {
          const setting = FIELD_DESCRIPTIONS.get(field?.type ?? '')?.settings.find(({ name }) => name === rest);
          return { owner, what: setting && field ? settingName(field.type, setting) : rest };
        }
      }
    },
    [t, pageName, settingName]
  );
};
