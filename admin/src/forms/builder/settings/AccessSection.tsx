import { Button, Field, Flex, MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useState } from 'react';

import { Section } from '../../../ui/Section';
import { useNotices } from '../../../ui/useNotices';
import { useTexts } from '../../../ui/useTexts';
import { useAssignFormMutation, useListRolesQuery } from '../../forms.api';
import { useBuilder } from '../useBuilder';

/**
 * Which roles see the form whose permission holds for assigned forms only. Not part of the draft: it is no part of what is published, and
 * is stored at once. Shown only to those who may see roles at all.
 */
export const AccessSection = () => {
  const t = useTexts();
  const { succeed, fail } = useNotices();
  const { form, isReadOnly } = useBuilder();
  const { data: roles } = useListRolesQuery();
  const [assign, { isLoading, data: answer }] = useAssignFormMutation();
  const stored = answer?.roles ?? form.roles;
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  if (!roles) return null;
  const shown = chosen ?? stored;
  const save = async () => {
    const result = await assign({ id: form.id, roles: shown });
    if ('error' in result) return fail(result.error);
    setChosen(null);
    return succeed(t('forms.access.saved'));
  };
  return (
    <Section title={t('forms.access.title')} hint={t('forms.access.hint')}>
      <Field.Root hint={t('forms.access.roles-hint')}>
        <Field.Label>{t('forms.access.roles')}</Field.Label>
        <MultiSelect
          value={[...shown]}
          placeholder={t('forms.access.none')}
          disabled={isReadOnly}
          withTags
          onChange={(next: string[]) => setChosen(next)}
          onClear={() => setChosen([])}
        >
          {roles.map(({ code, name }) => (
            <MultiSelectOption key={code} value={code}>
              {name}
            </MultiSelectOption>
          ))}
        </MultiSelect>
        <Field.Hint />
      </Field.Root>
      {!isReadOnly && (
        <Flex>
          <Button variant="secondary" loading={isLoading} disabled={chosen === null} onClick={() => void save()}>
            {t('forms.access.save')}
          </Button>
        </Flex>
      )}
    </Section>
  );
};
