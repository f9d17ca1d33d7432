import { Box, Button, Field, Flex, Typography } from '@strapi/design-system';
import { BackButton, Layouts } from '@strapi/strapi/admin';
import { useState, type ChangeEvent, type FormEvent } from 'react';

import type { PersonFound } from '../../../shared/contracts/form';
import { TextLink } from '../ui/TextLink';
import { TitledPage } from '../ui/TitledPage';
import { useAllowed } from '../ui/useAllowed';
import { ConfirmAction } from '../ui/ConfirmAction';
import { EmptyPage } from '../ui/EmptyPage';
import { Notice } from '../ui/Notice';
import { RelativeTime } from '../ui/RelativeTime';
import { Section } from '../ui/Section';
import { useNotices } from '../ui/useNotices';
import { useTexts } from '../ui/useTexts';
import { inboxPath, submissionPath } from './paths';
import { StatusBadge } from './StatusBadge';
import { useErasePersonMutation, useExportPersonMutation, useFindPersonMutation, useListInboxFormsQuery } from './submissions.api';
import { saveBlob } from './useDownload';

const Found = ({ person, onErased }: { person: PersonFound; onErased: () => void }) => {
  const t = useTexts();
  const { succeed, fail } = useNotices();
  const [exportPerson, { isLoading }] = useExportPersonMutation();
  const [erasePerson] = useErasePersonMutation();
  const [isAsking, setIsAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const { can } = useAllowed('submissions');
  const { data: forms } = useListInboxFormsQuery(undefined, { skip: !can.read });
  const { email, submissions, hidden } = person;
  const titleOf = (formId: string, key: string): string => forms?.find(({ id }) => id === formId)?.title ?? key;

  const save = async () => {
    const answer = await exportPerson(email);
    if ('error' in answer) return fail(answer.error);
    saveBlob(new Blob([JSON.stringify(answer.data, null, 2)], { type: 'application/json' }), `${email}.json`);
  };
  const erase = async () => {
    const answer = await erasePerson(email);
    if ('error' in answer) return fail(answer.error);
    succeed(t('person.erased', { count: answer.data.submissions, files: answer.data.files }));
    onErased();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {hidden > 0 && <Notice variant="warning">{t('person.hidden', { count: hidden })}</Notice>}
      {submissions.length === 0 ? (
        <EmptyPage title={t('person.nothing')} hint={t('person.nothing-hint', { email })} />
      ) : (
        <Section
          title={t('person.found', { count: submissions.length })}
          action={
            <Flex gap={2} wrap="wrap">
              <Button variant="secondary" loading={isLoading} onClick={() => void save()}>
                {t('person.export')}
              </Button>
              <Button variant="danger-light" onClick={() => setIsAsking(true)}>
                {t('person.erase')}
              </Button>
            </Flex>
          }
        >
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3} style={{ margin: 0, padding: 0, listStyle: 'none' }}>
            {submissions.map(({ id, formId, formKey, createdAt, status }) => (
              <Flex key={id} tag="li" gap={4} wrap="wrap">
                <Typography>
                  {can.read ? <TextLink to={submissionPath(id, { formId })}>{titleOf(formId, formKey)}</TextLink> : formKey}
                </Typography>
                <Typography textColor="neutral600">
                  <RelativeTime at={createdAt} />
                </Typography>
                <StatusBadge status={status} />
              </Flex>
            ))}
          </Flex>
        </Section>
      )}
      <ConfirmAction
        isOpen={isAsking}
        onClose={() => {
          setIsAsking(false);
          setTyped('');
        }}
        onConfirm={erase}
        title={t('person.erase.title', { email })}
        confirmLabel={t('person.erase')}
        isDisabled={typed.trim().toLowerCase() !== email.trim().toLowerCase()}
      >
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography textAlign="center">{t('person.erase.text', { count: submissions.length })}</Typography>
          <Field.Root>
            <Field.Label>{t('person.erase.type', { email })}</Field.Label>
            <Field.Input
              value={typed}
              autoComplete="off"
              onChange={(event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
            />
          </Field.Root>
        </Flex>
      </ConfirmAction>
    </Flex>
  );
};

/** Everything about one e-mail address, over all forms: find it, hand it out, erase it. */
export const PersonPage = () => {
  const t = useTexts();
  const { fail } = useNotices();
  const [email, setEmail] = useState('');
  const [find, { data: person, isLoading, reset }] = useFindPersonMutation();
  const search = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await find(email.trim());
    if ('error' in answer) fail(answer.error);
  };
  return (
    <TitledPage title={t('person.title')} subtitle={t('person.subtitle')} navigationAction={<BackButton fallback={inboxPath()} />}>
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Section title={t('person.search')}>
            <form onSubmit={(event) => void search(event)}>
              <Flex gap={3} alignItems="flex-end" wrap="wrap">
                <Box flex="1 1 28rem">
                  <Field.Root>
                    <Field.Label>{t('person.email')}</Field.Label>
                    <Field.Input
                      type="email"
                      required
                      value={email}
                      onChange={(event: ChangeEvent<HTMLInputElement>) => setEmail(event.target.value)}
                    />
                  </Field.Root>
                </Box>
                <Button type="submit" size="L" loading={isLoading} disabled={email.trim() === ''}>
                  {t('person.find')}
                </Button>
              </Flex>
            </form>
          </Section>
          <div aria-live="polite">{person && <Found key={person.email} person={person} onErased={reset} />}</div>
        </Flex>
      </Layouts.Content>
    </TitledPage>
  );
};
