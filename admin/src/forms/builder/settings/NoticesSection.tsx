import { Accordion, Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useState } from 'react';

import type { MailNotice } from '../../../../../shared/contracts/form';
import { SUBJECT_PLACEHOLDERS } from '../../../../../shared/forms';
import { Radios } from '../../../ui/choices';
import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { newId } from '../../draft/ids';
import { fieldsOf } from '../../draft/fields';
import { isAnswering } from '../../field-kinds';
import { KeyText } from '../../KeyText';
import { useConditionWords } from '../../useConditionWords';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { askableFields, ruleAbout } from '../conditions/rule';
import { AreaRow, CheckRow, OptionalSelectRow, TextRow } from '../inputs';
import { useBuilder, useDefinition, useSettings } from '../useBuilder';
import { useFaults } from '../useFaults';
import { at } from './setting';

const addressesIn = (text: string): readonly string[] =>
  text
    .split(/[\s,;]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

interface NoticeProps {
  readonly notice: MailNotice;
  readonly index: number;
  readonly onChange: (what: Partial<MailNotice>, about?: string) => void;
}

const Recipients = ({ notice, index, onChange }: NoticeProps) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { definition } = useDefinition();
  const [typed, setTyped] = useState(notice.to.kind === 'addresses' ? notice.to.addresses.join(', ') : '');
  const emailFields = fieldsOf(definition)
    .filter(({ type }) => type === 'email')
    .map(({ key, label }) => ({ value: key, label: label || key }));
  const addresses = notice.to.kind === 'addresses' ? notice.to.addresses : [];
  return (
    <>
      <Radios
        name={`notice-${notice.id}`}
        label={t('forms.notice.to')}
        value={notice.to.kind}
        choices={[
          { value: 'addresses', label: t('forms.notice.to-addresses') },
          { value: 'field', label: t('forms.notice.to-field') },
        ]}
        isDisabled={isReadOnly}
        onChange={(kind) =>
          onChange({ to: kind === 'addresses' ? { kind, addresses: [] } : { kind, field: emailFields[0]?.value ?? '' } })
        }
      />
      {notice.to.kind === 'addresses' ? (
        <TextRow
          at={at(`notices.${index}.to`)}
          label={t('forms.notice.addresses')}
          hint={t('forms.notice.addresses-hint')}
          value={addressesIn(typed).join() === addresses.join() ? typed : addresses.join(', ')}
          onChange={(text) => {
            setTyped(text);
            onChange({ to: { kind: 'addresses', addresses: addressesIn(text) } }, 'to');
          }}
        />
      ) : (
        <OptionalSelectRow
          at={at(`notices.${index}.to`)}
          label={t('forms.notice.field')}
          hint={emailFields.length === 0 ? t('forms.notice.no-email-field') : undefined}
          placeholder={t('forms.notice.choose-field')}
          value={notice.to.field}
          choices={emailFields}
          onChange={(field) => onChange({ to: { kind: 'field', field } })}
        />
      )}
      <OptionalSelectRow
        at={at(`notices.${index}.replyToField`)}
        label={t('forms.notice.reply-to')}
        hint={t('forms.notice.reply-to-hint')}
        placeholder={t('forms.notice.reply-to-none')}
        value={notice.replyToField}
        choices={emailFields}
        onChange={(replyToField) => onChange({ replyToField })}
      />
    </>
  );
};

const Placeholders = () => {
  const t = useTexts();
  const { definition } = useDefinition();
  const keys = fieldsOf(definition)
    .filter(({ type }) => isAnswering(type))
    .map(({ key }) => key);
  return (
    <Box>
      <Typography variant="pi" tag="p" textColor="neutral600">
        {t('forms.notice.placeholders', { names: SUBJECT_PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ') })}
      </Typography>
      <Flex gap={2} wrap="wrap" paddingTop={1}>
        {['summary', 'form.title', ...keys].map((name) => (
          <KeyText key={name}>{`{{${name}}}`}</KeyText>
        ))}
      </Flex>
    </Box>
  );
};

const NoticeForm = ({ notice, index, onChange }: NoticeProps) => {
  const t = useTexts();
  const { definition } = useDefinition();
  const fields = askableFields(definition, definition.pages.length);
  return (
    <Flex direction="column" alignItems="stretch" gap={4} padding={4}>
      <CheckRow
        at={at(`notices.${index}.isEnabled`)}
        label={t('forms.notice.enabled')}
        value={notice.isEnabled}
        onChange={(isEnabled) => onChange({ isEnabled })}
      />
      <TextRow
        at={at(`notices.${index}.name`)}
        label={t('forms.notice.name')}
        value={notice.name}
        onChange={(name) => onChange({ name }, 'name')}
      />
      <Recipients notice={notice} index={index} onChange={onChange} />
      <TextRow
        at={at(`notices.${index}.subject`)}
        label={t('forms.notice.subject')}
        value={notice.subject}
        onChange={(subject) => onChange({ subject }, 'subject')}
      />
      <AreaRow
        at={at(`notices.${index}.body`)}
        label={t('forms.notice.body')}
        minHeight="16rem"
        value={notice.body}
        onChange={(body) => onChange({ body }, 'body')}
      />
      <Placeholders />
      <CheckRow
        at={at(`notices.${index}.when.combine`)}
        label={t('forms.notice.conditional')}
        isDisabled={fields.length === 0}
        value={notice.when !== null}
        onChange={(isOn) => onChange({ when: isOn ? { combine: 'all', rules: [ruleAbout(fields[0])] } : null })}
      />
      {notice.when && (
        <ConditionEditor
          at={at(`notices.${index}.when`)}
          label={t('forms.notice.conditional')}
          condition={notice.when}
          fields={fields}
          sentence={(condition) => t('forms.words.send', { condition })}
          onChange={(when, about) => onChange({ when }, about && `when.${about}`)}
        />
      )}
    </Flex>
  );
};

/** E-mails that a submission causes: to editors, or to the visitor. */
export const NoticesSection = () => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { definition } = useDefinition();
  const { settings, set } = useSettings();
  const { inWords } = useConditionWords();
  const { of } = useFaults();
  const [open, setOpen] = useState<string>('');
  const { notices } = settings;
  const add = () => {
    const id = newId('not');
    const notice: MailNotice = {
      id,
      name: t('forms.notice.new', { number: notices.length + 1 }),
      isEnabled: true,
      to: { kind: 'addresses', addresses: [] },
      replyToField: '',
      subject: t('forms.notice.new-subject', { title: '{{form.title}}' }),
      body: '{{summary}}',
      when: null,
    };
    set('notices', [...notices, notice], id);
    setOpen(id);
  };
  const recipientOf = ({ to }: MailNotice) =>
    to.kind === 'addresses' ? to.addresses.join(', ') || t('forms.notice.nobody') : t('forms.notice.to-field');
  // What is wrong is never folded away.
  const faulty = of({ kind: 'settings' }).map(({ path }) => /^notices\.(\d+)/.exec(path)?.[1]);
  const shown = open === '' ? (notices.find((_, index) => faulty.includes(String(index)))?.id ?? '') : open;
  return (
    <Section title={t('forms.notices.title')} hint={t('forms.notices.hint')}>
      {notices.length === 0 && <Typography textColor="neutral600">{t('forms.notices.none')}</Typography>}
      {notices.length > 0 && (
        <Accordion.Root value={shown} onValueChange={(next: string) => setOpen(next)}>
          {notices.map((notice, index) => (
            <Accordion.Item key={notice.id} value={notice.id}>
              <Accordion.Header>
                <Accordion.Trigger
                  description={[
                    recipientOf(notice),
                    ...(notice.isEnabled ? [] : [t('forms.notice.off')]),
                    ...(notice.when && notice.when.rules.length > 0
                      ? [t('forms.words.send', { condition: inWords(notice.when, definition) })]
                      : []),
                  ].join(' · ')}
                >
                  {notice.name || t('forms.notice.new', { number: index + 1 })}
                </Accordion.Trigger>
                {!isReadOnly && (
                  <Accordion.Actions>
                    <IconButton
                      variant="ghost"
                      label={t('forms.field.delete', { name: notice.name })}
                      onClick={() =>
                        set(
                          'notices',
                          notices.filter(({ id }) => id !== notice.id),
                          `remove.${notice.id}`
                        )
                      }
                    >
                      <Trash />
                    </IconButton>
                  </Accordion.Actions>
                )}
              </Accordion.Header>
              <Accordion.Content>
                <NoticeForm
                  notice={notice}
                  index={index}
                  onChange={(what, about = Object.keys(what).join()) =>
                    set(
                      'notices',
                      notices.map((other) => (other.id === notice.id ? { ...other, ...what } : other)),
                      `${notice.id}.${about}`
                    )
                  }
                />
              </Accordion.Content>
            </Accordion.Item>
          ))}
        </Accordion.Root>
      )}
      {!isReadOnly && (
        <Flex>
          <Button variant="secondary" startIcon={<Plus />} onClick={add}>
            {t('forms.notices.add')}
          </Button>
        </Flex>
      )}
    </Section>
  );
};
