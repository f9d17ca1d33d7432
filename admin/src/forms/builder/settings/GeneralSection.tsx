import { Grid } from '@strapi/design-system';

import type { FormInput } from '../../../../../shared/contracts/form';
import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { FORM_KEY } from '../../draft/keys';
import { AreaRow, TextRow } from '../inputs';
import { KeyRow } from '../pane/KeyRow';
import { useBuilder, useSettings } from '../useBuilder';
import { at, ofForm } from './setting';

const BUTTONS = ['submitLabel', 'nextLabel', 'backLabel'] as const;

/** What the form is called, and the words on its buttons. */
export const GeneralSection = () => {
  const t = useTexts();
  const { draft, form, edit, isReadOnly } = useBuilder();
  const { settings, set } = useSettings();
  const change = (what: Partial<FormInput>, about: string) => edit((before) => ({ ...before, ...what }), about);
  return (
    <Section title={t('forms.general.title')}>
      <TextRow
        at={ofForm('title')}
        label={t('forms.new.name')}
        isRequired
        value={draft.title}
        onChange={(title) => change({ title }, 'title')}
      />
      <AreaRow
        at={ofForm('description')}
        label={t('forms.general.description')}
        hint={t('forms.general.description-hint')}
        value={draft.description}
        onChange={(description) => change({ description }, 'description')}
      />
      <KeyRow
        at={ofForm('key')}
        value={draft.key}
        hint={t('forms.new.key-hint')}
        lockedBecause={form.isKeyLocked ? t('forms.general.key-locked') : null}
        isReadOnly={isReadOnly}
        check={(key) => (FORM_KEY.test(key) ? undefined : t('forms.new.key-wrong'))}
        onChange={(key) => change({ key }, 'key')}
      />
      <Grid.Root gap={4}>
        {BUTTONS.map((name) => (
          <Grid.Item key={name} col={4} s={12} xs={12} alignItems="flex-start">
            <TextRow
              at={at(name)}
              label={t(`forms.general.${name}`)}
              placeholder={t(`forms.general.${name}-default`)}
              value={settings[name]}
              onChange={(text) => set(name, text)}
            />
          </Grid.Item>
        ))}
      </Grid.Root>
    </Section>
  );
};
