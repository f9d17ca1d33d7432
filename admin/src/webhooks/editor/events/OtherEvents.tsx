import { Box, Button, Checkbox, Field, Flex, Tag, TextInput, Typography } from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import { useState, type KeyboardEvent } from 'react';

import type { Catalog, EventPattern } from '../../../../../shared/contracts';
import { FORM_EVENTS, formEventType } from '../../../forms/form-events';
import { useTexts } from '../../../ui/useTexts';
import { coverageOf, isEntryPattern, toggled } from '../../event-coverage';
import { useDraftField } from '../fields';

const PATTERN = /^(\*|[a-z][\w-]*(\.[\w-]+)*(\.\*)?)$/i;

/** Chosen in a grid of their own. */
const FORM_TYPES: ReadonlySet<string> = new Set(FORM_EVENTS.map(formEventType));

const OneEvent = ({ type }: { type: string }) => {
  const t = useTexts();
  const { value: events, set, isDisabled } = useDraftField<readonly EventPattern[]>('events');
  const coverage = coverageOf(events, type, null);
  return (
    <Checkbox
      checked={coverage !== 'none'}
      disabled={isDisabled || coverage === 'included'}
      title={coverage === 'included' ? t('webhooks.events.included') : undefined}
      onCheckedChange={() => set(toggled(events, type, null))}
    >
      <Typography tag="span" variant="omega">
        {type === 'media.*' ? t('webhooks.events.all-media') : type}
      </Typography>
    </Checkbox>
  );
};

/** Adds an event by its name, for those that a developer emits and nobody has seen yet. */
const FreeEvent = ({ known }: { known: ReadonlySet<string> }) => {
  const t = useTexts();
  const { value: events, set, isDisabled } = useDraftField<readonly EventPattern[]>('events');
  const [text, setText] = useState('');
  const isWrong = text !== '' && !PATTERN.test(text);
  // An entry event asked for by name here is about every content type; an own event is about none.
  const added = events.filter((pattern) => pattern.uid === null && !known.has(pattern.type) && !FORM_TYPES.has(pattern.type));
  const foreign = events.filter((pattern) => pattern.uid !== null && !isEntryPattern(pattern) && !FORM_TYPES.has(pattern.type));
  const add = () => {
    if (text === '' || isWrong) return;
    const uid = text === '*' ? '*' : text.startsWith('entry.') ? 'api::*' : null;
    if (coverageOf(events, text, uid) === 'none') set(toggled(events, text, uid));
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <Box>
      {!isDisabled && (
        <Field.Root hint={t('webhooks.events.free-hint')} error={isWrong ? t('webhooks.events.free-wrong') : undefined}>
          <Field.Label>{t('webhooks.events.free')}</Field.Label>
          <Flex gap={2} alignItems="flex-start">
            <Box flex="1" maxWidth="40rem">
              <TextInput
                size="S"
                value={text}
                placeholder="order.paid"
                onChange={(event) => setText(event.target.value.trim())}
                onKeyDown={onKeyDown}
              />
            </Box>
            <Button variant="tertiary" size="S" startIcon={<Plus />} disabled={text === '' || isWrong} onClick={add}>
              {t('webhooks.add')}
            </Button>
          </Flex>
          <Field.Hint />
          <Field.Error />
        </Field.Root>
      )}
      {added.length + foreign.length > 0 && (
        <Flex gap={1} wrap="wrap" paddingTop={2}>
          {[...added, ...foreign].map((pattern) => (
            <Tag
              key={`${pattern.type} ${pattern.uid}`}
              icon={<Cross />}
              label={t('webhooks.remove-value', { value: pattern.type })}
              disabled={isDisabled}
              onClick={() => set(events.filter((other) => other !== pattern))}
            >
              {pattern.uid === null || pattern.type === '*' ? pattern.type : `${pattern.type} · ${pattern.uid}`}
            </Tag>
          ))}
        </Flex>
      )}
    </Box>
  );
};

/** Events that are about no content type: media, Switchboard's own, and those developers emit. */
export const OtherEvents = ({ catalog }: { catalog: Catalog }) => {
  const t = useTexts();
  const media = catalog.otherTypes.filter((type) => type.startsWith('media.'));
  const own = catalog.otherTypes.filter((type) => type.startsWith('switchboard.'));
  const forms = catalog.otherTypes.filter((type) => type.startsWith('form.submission.'));
  const emitted = catalog.otherTypes.filter((type) => ![...media, ...own, ...forms].includes(type));
  const groups = [
    { label: t('webhooks.events.media'), types: ['media.*', ...media] },
    { label: t('webhooks.events.emitted'), types: emitted },
    { label: t('webhooks.events.own'), types: own },
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {groups
        .filter(({ types }) => types.length > 0)
        .map(({ label, types }) => (
          <Box key={label} role="group" aria-label={label}>
            <Typography variant="pi" fontWeight="bold" tag="p" paddingBottom={2}>
              {label}
            </Typography>
            <Flex gap={5} wrap="wrap">
              {types.map((type) => (
                <OneEvent key={type} type={type} />
              ))}
            </Flex>
          </Box>
        ))}
      <FreeEvent known={new Set(['media.*', ...catalog.otherTypes])} />
    </Flex>
  );
};
