import { Box, Button, Flex, TextInput, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Plus, Trash } from '@strapi/icons';
import { useState, type ChangeEvent } from 'react';
import { styled } from 'styled-components';

import type { FieldOption, FormField } from '../../../../../shared/contracts/form';
import { optionsOf } from '../../../../../shared/forms';
import { focusOnceDrawn } from '../../../ui/focus-once-drawn';
import { PasteDialog } from '../../../ui/PasteDialog';
import { useTexts } from '../../../ui/useTexts';
import { changeField, fieldById } from '../../draft/fields';
import { addOptions, labelsIn, newOption, relabelOption, renameOption } from '../../draft/options';
import { QuietButton } from '../../QuietButton';
import { actId, focusAct } from '../canvas/acts';
import { inputId } from '../faults';
import { useBuilder, useDefinition } from '../useBuilder';
import { useFaultAt } from '../useFaults';

const Item = styled.li`
  border: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-radius: ${({ theme }) => theme.borderRadius};
  list-style: none;
  padding: ${({ theme }) => theme.spaces[2]};
`;

const useOptions = (field: FormField) => {
  const { form } = useBuilder();
  const { edit } = useDefinition();
  const options = optionsOf(field);
  const stored = fieldById(form.definition, field.id);
  const storedValues = new Set(stored ? optionsOf(stored).map(({ value }) => value) : []);
  const set = (next: readonly FieldOption[], about?: string) =>
    edit((definition) => {
      const now = fieldById(definition, field.id);
      if (!now) return definition;
      const changed = changeField(definition, { ...now, settings: { ...now.settings, options: next } });
      // A choice keeps its place when its value changes: conditions and translations follow it.
      return next.length === options.length
        ? options.reduce((all, { value }, index) => {
            const to = next[index]?.value ?? value;
            return next.some((option) => option.value === value) ? all : renameOption(all, now, value, to);
          }, changed)
        : changed;
    }, about);
  return { options, set, isNew: ({ value }: FieldOption) => !storedValues.has(value) };
};

const moved = (options: readonly FieldOption[], index: number, by: -1 | 1): readonly FieldOption[] => {
  const option = options[index];
  if (!option) return options;
  const others = options.filter((_, at) => at !== index);
  return [...others.slice(0, index + by), option, ...others.slice(index + by)];
};

interface OptionRowProps {
  readonly field: FormField;
  readonly index: number;
  readonly option: FieldOption;
  readonly count: number;
  readonly isReadOnly: boolean;
  readonly onLabel: (label: string) => void;
  readonly onChange: (option: FieldOption, about: string) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

const OptionRow = ({ field, index, option, count, isReadOnly, onLabel, onChange, onMove, onRemove }: OptionRowProps) => {
  const t = useTexts();
  const path = `settings.options.${index}`;
  const part = { kind: 'field', id: field.id } as const;
  const faults = [useFaultAt(part, path, { isDeep: true })];
  const name = option.label === '' ? String(index + 1) : option.label;
  const image = option.image ?? { url: '', alt: '' };
  return (
    <Item>
      <Flex gap={1} alignItems="flex-start">
        <Flex direction="column" alignItems="stretch" gap={1} grow={1}>
          <TextInput
            id={inputId({ part, path: `${path}.label` })}
            size="S"
            aria-label={t('forms.options.label', { number: index + 1 })}
            placeholder={t('forms.options.label', { number: index + 1 })}
            value={option.label}
            disabled={isReadOnly}
            onChange={(event: ChangeEvent<HTMLInputElement>) => onLabel(event.target.value)}
          />
          <TextInput
            id={inputId({ part, path: `${path}.value` })}
            size="S"
            aria-label={t('forms.options.value', { name })}
            placeholder={t('forms.options.value', { name })}
            value={option.value}
            disabled={isReadOnly}
            spellCheck={false}
            onChange={(event: ChangeEvent<HTMLInputElement>) => onChange({ ...option, value: event.target.value }, 'value')}
          />
          {field.type === 'image-choice' && (
            <>
              <TextInput
                id={inputId({ part, path: `${path}.image` })}
                size="S"
                aria-label={t('forms.options.image', { name })}
                placeholder={t('forms.options.image', { name })}
                value={image.url}
                disabled={isReadOnly}
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  onChange({ ...option, image: { ...image, url: event.target.value } }, 'image')
                }
              />
              <TextInput
                size="S"
                aria-label={t('forms.options.alt', { name })}
                placeholder={t('forms.options.alt', { name })}
                value={image.alt}
                disabled={isReadOnly}
                onChange={(event: ChangeEvent<HTMLInputElement>) =>
                  onChange({ ...option, image: { ...image, alt: event.target.value } }, 'alt')
                }
              />
            </>
          )}
        </Flex>
        {!isReadOnly && (
          <Flex direction="column">
            <Flex>
              <QuietButton
                size="XS"
                id={actId(`${field.id}.${index}`, 'up')}
                label={t('forms.field.up', { name })}
                disabled={index === 0}
                onClick={() => onMove(-1)}
              >
                <ArrowUp />
              </QuietButton>
              <QuietButton
                size="XS"
                id={actId(`${field.id}.${index}`, 'down')}
                label={t('forms.field.down', { name })}
                disabled={index === count - 1}
                onClick={() => onMove(1)}
              >
                <ArrowDown />
              </QuietButton>
            </Flex>
            <QuietButton size="XS" label={t('forms.field.delete', { name })} onClick={onRemove}>
              <Trash />
            </QuietButton>
          </Flex>
        )}
      </Flex>
      {faults[0] && (
        <Typography variant="pi" textColor="danger600" tag="p">
          {faults[0]}
        </Typography>
      )}
    </Item>
  );
};

/** The choices of a field: what visitors read, and the value that travels. */
export const OptionsEditor = ({ field }: { field: FormField }) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { options, set, isNew } = useOptions(field);
  const [isPasting, setIsPasting] = useState(false);
  const fault = useFaultAt({ kind: 'field', id: field.id }, 'settings.options');
  const labelId = (index: number) => inputId({ part: { kind: 'field', id: field.id }, path: `settings.options.${index}.label` });
  const addId = actId(field.id, 'add');
  const add = () => {
    set([...options, newOption(options, t('forms.options.new', { number: options.length + 1 }))]);
    // Its label waits to be written over, as that of a new field.
    focusOnceDrawn(
      () => document.getElementById(labelId(options.length)),
      (input) => input instanceof HTMLInputElement && input.select()
    );
  };
  const move = (index: number, by: -1 | 1) => {
    set(moved(options, index, by));
    // Rows are known by their position: the focus goes along with the choice.
    focusAct(`${field.id}.${index + by}`, ...(by === -1 ? (['up', 'down'] as const) : (['down', 'up'] as const)));
  };
  const remove = (index: number) => {
    set(options.filter((_, at) => at !== index));
    const left = options.length - 1;
    focusOnceDrawn(() => document.getElementById(left === 0 ? addId : labelId(Math.min(index, left - 1))));
  };
  const replaced = (index: number, option: FieldOption) => options.map((other, at) => (at === index ? option : other));
  return (
    <Box
      id={inputId({ part: { kind: 'field', id: field.id }, path: 'settings.options' })}
      tabIndex={-1}
      role="group"
      aria-label={t('forms.setting.options')}
    >
      <Flex justifyContent="space-between" paddingBottom={2}>
        <Typography variant="pi" fontWeight="bold" textColor="neutral800">
          {t('forms.setting.options')}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {t('forms.options.hint')}
        </Typography>
      </Flex>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {options.map((option, index) => (
          <OptionRow
            key={index}
            field={field}
            index={index}
            option={option}
            count={options.length}
            isReadOnly={isReadOnly}
            onLabel={(label) =>
              set(relabelOption(options, index, label, isNew(option)), `fields.${field.id}.options.${index}.label`)
            }
            onChange={(next, about) => set(replaced(index, next), `fields.${field.id}.options.${index}.${about}`)}
            onMove={(by) => move(index, by)}
            onRemove={() => remove(index)}
          />
        ))}
      </Flex>
      {fault && (
        <Typography variant="pi" textColor="danger600" tag="p" paddingTop={1}>
          {fault}
        </Typography>
      )}
      {!isReadOnly && (
        <Flex gap={2} wrap="wrap" paddingTop={2}>
          <Button size="S" id={addId} variant="secondary" startIcon={<Plus />} onClick={add}>
            {t('forms.options.add')}
          </Button>
          <Button size="S" variant="tertiary" onClick={() => setIsPasting(true)}>
            {t('forms.options.paste')}
          </Button>
        </Flex>
      )}
      <PasteDialog
        title={t('forms.options.paste')}
        label={t('forms.options.paste-label')}
        hint={t('forms.options.paste-hint')}
        isOpen={isPasting}
        onClose={() => setIsPasting(false)}
        read={labelsIn}
        addLabel={() => t('forms.options.paste-add')}
        onAdd={(labels) => set(addOptions(options, labels))}
      />
    </Box>
  );
};
