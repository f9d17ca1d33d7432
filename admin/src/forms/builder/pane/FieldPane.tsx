import { Box, Flex, Tabs, Typography } from '@strapi/design-system';
import { useEffect } from 'react';

import type { FormField } from '../../../../../shared/contracts/form';
import { en, isFieldKey } from '../../../../../shared/forms';
import type { TextKey } from '../../../translations/texts';
import { focusOnceDrawn } from '../../../ui/focus-once-drawn';
import { useTexts } from '../../../ui/useTexts';
import { placeOf, relabelField, takenKeys } from '../../draft/fields';
import {
  FIELD_DESCRIPTIONS,
  hasAutocomplete,
  hasPlaceholder,
  isAnswering,
  isInvisible,
  isRule,
  messageCodesOf,
  ownSentencesOf,
  settingsThatCount,
} from '../../field-kinds';
import { TypeIcon } from '../../TypeIcon';
import { useNames } from '../../useNames';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { askableFields, ruleAbout } from '../conditions/rule';
import { VisibilityEditor } from '../conditions/VisibilityEditor';
import { inputId } from '../faults';
import { CheckRow, SelectRow, TextRow } from '../inputs';
import { PANE_TABS, useBuilder, useDefinition, useIsLocked, useIsNewField, type PaneTab } from '../useBuilder';
import { useFaults } from '../useFaults';
import { paneTabOf } from '../useGoTo';
import { AutocompleteRow } from './AutocompleteRow';
import { KeyRow } from './KeyRow';
import { SettingInput } from './SettingInput';
import { useFieldEdit } from './useField';

const Settings = ({ field, areRules }: { field: FormField; areRules: boolean }) => {
  const description = FIELD_DESCRIPTIONS.get(field.type);
  const settings = description ? settingsThatCount(description, field.settings) : [];
  return (
    <>
      {settings
        .filter((setting) => isRule(field.type, setting) === areRules)
        .map((setting) => (
          <SettingInput key={setting.name} field={field} setting={setting} />
        ))}
    </>
  );
};

const LabelRow = ({ field }: { field: FormField }) => {
  const t = useTexts();
  const { selection } = useBuilder();
  const { edit } = useDefinition();
  const isNewField = useIsNewField();
  const { at } = useFieldEdit(field.id);
  const isJustAdded = selection?.kind === 'field' && selection.id === field.id && selection.isNew === true;
  const id = inputId(at('label'));
  useEffect(() => {
    if (!isJustAdded) return undefined;
    // After the picker has given the focus back to where it came from.
    return focusOnceDrawn(
      () => (document.querySelector('[data-field-picker]') ? null : document.getElementById(id)),
      (input) => input instanceof HTMLInputElement && input.select()
    );
  }, [isJustAdded, id]);
  return (
    <TextRow
      at={at('label')}
      label={t(field.type === 'rich-text' ? 'forms.field.name' : 'forms.field.label')}
      hint={field.type === 'rich-text' ? t('forms.field.name-hint') : undefined}
      value={field.label}
      onChange={(label) => edit((before) => relabelField(before, field.id, label, isNewField(field)), `fields.${field.id}.label`)}
    />
  );
};

const Basic = ({ field }: { field: FormField }) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { definition } = useDefinition();
  const isLocked = useIsLocked();
  const { change, at } = useFieldEdit(field.id);
  const isAsked = isAnswering(field.type) && !isInvisible(field.type);
  const check = (key: string) => {
    if (!isFieldKey(key)) return t('forms.key.wrong');
    return takenKeys(definition, field.id).has(key) ? t('forms.key.taken') : undefined;
  };
  return (
    <>
      <LabelRow field={field} />
      {isAnswering(field.type) && (
        <KeyRow
          at={at('key')}
          value={field.key}
          hint={t('forms.key.hint')}
          lockedBecause={isLocked(field.key) ? t('forms.key.locked') : null}
          isReadOnly={isReadOnly}
          check={check}
          onChange={(key) => change({ key }, 'key')}
        />
      )}
      {isAsked && (
        <TextRow at={at('hint')} label={t('forms.field.hint')} value={field.hint} onChange={(hint) => change({ hint }, 'hint')} />
      )}
      {hasPlaceholder(field.type) && (
        <TextRow
          at={at('placeholder')}
          label={t('forms.field.placeholder')}
          value={field.placeholder}
          onChange={(placeholder) => change({ placeholder }, 'placeholder')}
        />
      )}
      <Settings field={field} areRules={false} />
      {!isInvisible(field.type) && (
        <SelectRow
          at={at('width')}
          label={t('forms.field.width')}
          value={field.width}
          choices={(['full', 'half'] as const).map((value) => ({ value, label: t(`forms.field.width-${value}`) }))}
          onChange={(width) => change({ width })}
        />
      )}
      {hasAutocomplete(field.type) && (
        <AutocompleteRow
          at={at('autocomplete')}
          value={field.autocomplete}
          onChange={(autocomplete) => change({ autocomplete }, 'autocomplete')}
        />
      )}
    </>
  );
};

const Messages = ({ field }: { field: FormField }) => {
  const t = useTexts();
  const { change, at } = useFieldEdit(field.id);
  const own = ownSentencesOf(field.type);
  const sentences: Readonly<Record<string, string>> = { ...en, ...own };
  return (
    <Flex direction="column" alignItems="stretch" gap={3} role="group" aria-label={t('forms.messages.title')} paddingTop={2}>
      <Box>
        <Typography variant="sigma" tag="h3" textColor="neutral600">
          {t('forms.messages.title')}
        </Typography>
        <Typography variant="pi" tag="p" textColor="neutral600">
          {t('forms.messages.hint')}
        </Typography>
      </Box>
      {messageCodesOf(field.type).map((code) => (
        <TextRow
          key={code}
          at={at(`messages.${code}`)}
          label={code in own ? code : t(`forms.messages.${code}` as TextKey)}
          placeholder={sentences[code]?.replaceAll('{label}', field.label)}
          value={field.messages[code] ?? ''}
          onChange={(text) =>
            change((now) => {
              const { [code]: _before, ...others } = now.messages;
              return { ...now, messages: text === '' ? others : { ...others, [code]: text } };
            }, `messages.${code}`)
          }
        />
      ))}
    </Flex>
  );
};

const Validation = ({ field }: { field: FormField }) => {
  const t = useTexts();
  const { change, at } = useFieldEdit(field.id);
  if (!isAnswering(field.type) || isInvisible(field.type))
    return <Typography textColor="neutral600">{t('forms.pane.nothing-asked')}</Typography>;
  return (
    <>
      <CheckRow
        at={at('isRequired')}
        label={t('forms.field.is-required')}
        value={field.isRequired}
        onChange={(isRequired) => change({ isRequired })}
      />
      <Settings field={field} areRules />
      <Messages field={field} />
    </>
  );
};

const Conditions = ({ field }: { field: FormField }) => {
  const t = useTexts();
  const { definition } = useDefinition();
  const { change, at } = useFieldEdit(field.id);
  const place = placeOf(definition, field.id);
  const pageIndex = definition.pages.findIndex(({ id }) => id === place?.pageId);
  const fields = askableFields(definition, pageIndex, field.key);
  const isAsked = isAnswering(field.type) && !isInvisible(field.type);
  return (
    <>
      <VisibilityEditor
        at={at('visibility')}
        visibility={field.visibility}
        fields={fields}
        onChange={(visibility, about) => change({ visibility }, about && `visibility.${about}`)}
      />
      {isAsked && !field.isRequired && (
        <>
          <CheckRow
            at={at('requiredWhen.combine')}
            label={t('forms.field.required-when')}
            isDisabled={fields.length === 0}
            value={field.requiredWhen !== null}
            onChange={(isOn) => change({ requiredWhen: isOn ? { combine: 'all', rules: [ruleAbout(fields[0])] } : null })}
          />
          {field.requiredWhen && (
            <ConditionEditor
              at={at('requiredWhen')}
              label={t('forms.field.required-when')}
              condition={field.requiredWhen}
              fields={fields}
              sentence={(condition) => t('forms.words.require', { condition })}
              onChange={(requiredWhen, about) => change({ requiredWhen }, about && `requiredWhen.${about}`)}
            />
          )}
        </>
      )}
    </>
  );
};

const CONTENTS: Readonly<Record<PaneTab, typeof Basic>> = { basic: Basic, validation: Validation, conditions: Conditions };

/** Everything about one field, beside the canvas. */
export const FieldPane = ({ field }: { field: FormField }) => {
  const t = useTexts();
  const { typeName } = useNames();
  const { selection, select } = useBuilder();
  const { definition } = useDefinition();
  const { of } = useFaults();
  const tab = selection?.kind === 'field' && selection.id === field.id ? selection.tab : 'basic';
  const faulty = new Set(of({ kind: 'field', id: field.id }).map(({ path }) => paneTabOf(definition, field.id, path)));
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={3}>
        <TypeIcon type={field.type} />
        <Typography tag="h2" variant="delta" style={{ overflowWrap: 'anywhere' }}>
          {typeName(field.type)}
        </Typography>
      </Flex>
      <Tabs.Root
        variant="simple"
        hasError={PANE_TABS.find((one) => faulty.has(one))}
        value={tab}
        onValueChange={(next) => {
          const chosen = PANE_TABS.find((one) => one === next);
          if (chosen) select({ kind: 'field', id: field.id, tab: chosen });
        }}
      >
        <Tabs.List aria-label={typeName(field.type)}>
          {PANE_TABS.map((one) => (
            <Tabs.Trigger key={one} value={one}>
              {t(`forms.pane.${one}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {PANE_TABS.map((one) => {
          const Content = CONTENTS[one];
          return (
            <Tabs.Content key={one} value={one}>
              <Flex direction="column" alignItems="stretch" gap={4} paddingTop={4}>
                <Content field={field} />
              </Flex>
            </Tabs.Content>
          );
        })}
      </Tabs.Root>
    </Flex>
  );
};
