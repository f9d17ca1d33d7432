import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight, ListPlus, Plus } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { ReceiverUrl, ReceiverView } from '../../../../../shared/contracts';
import { PasteDialog } from '../../../ui/PasteDialog';
import { Section } from '../../../ui/Section';
import { SearchBox } from '../../../ui/SearchBox';
import { useTexts } from '../../../ui/useTexts';
import { newReceiver } from '../../draft';
import { Fault, faultTarget, useDraftField } from '../fields';
import { ReceiverRow } from './ReceiverRow';
import { urlsIn } from './urls-in';

/** Rows that are drawn at once: a webhook may have ten thousand receiver URLs. */
const PAGE_SIZE = 20;

/** Index of the first receiver with a fault, or -1. */
const firstFaulty = (errors: object): number => {
  const faults: unknown = 'receivers' in errors ? errors.receivers : undefined;
  return Array.isArray(faults) ? faults.findIndex((fault) => fault !== undefined) : -1;
};

interface ReceiversSectionProps {
  readonly webhookId: string | null;
  /** The stored receivers with their health. */
  readonly stored: readonly ReceiverView[];
}

export const ReceiversSection = ({ webhookId, stored }: ReceiversSectionProps) => {
  const t = useTexts();
  const { value: receivers, set, isDisabled } = useDraftField<readonly ReceiverUrl[]>('receivers');
  const [page, setPage] = useState(0);
  const [search, setSearch] = useState('');
  const [isAddingMany, setIsAddingMany] = useState(false);
  const errors = useForm('ReceiversSection', (form) => form.errors);
  const [shownErrors, setShownErrors] = useState(errors);
  const hasMany = receivers.length > PAGE_SIZE;

  // While rendering, not in an effect: the form looks for the first fault to focus as soon as this is on the page.
  if (shownErrors !== errors) {
    setShownErrors(errors);
    if (firstFaulty(errors) >= 0) {
      setSearch('');
      setPage(Math.floor(firstFaulty(errors) / PAGE_SIZE));
    }
  }

  const found = receivers.map((receiver, index) => ({ receiver, index })).filter(({ receiver }) => receiver.url.includes(search));
  const lastPage = Math.max(0, Math.ceil(found.length / PAGE_SIZE) - 1);
  const shownPage = Math.min(page, lastPage);
  const shown = found.slice(shownPage * PAGE_SIZE, (shownPage + 1) * PAGE_SIZE);
  const health = new Map(stored.map((receiver) => [receiver.id, receiver]));

  const add = (urls: readonly string[], at: number) => {
    const known = new Set(receivers.map(({ url }) => url));
    const fresh = [...new Set(urls)].filter((url) => !known.has(url)).map(newReceiver);
    // An empty row is where somebody was about to type: the pasted ones take its place.
    const before = receivers.slice(0, at).filter(({ url }) => url !== '' || urls.length === 0);
    set([...before, ...fresh, ...receivers.slice(at).filter(({ url }) => url !== '')]);
  };
  const addOne = () => {
    set([...receivers, newReceiver('')]);
    setSearch('');
    setPage(Math.floor(receivers.length / PAGE_SIZE));
  };

  return (
    <Section
      title={t('webhooks.receivers.title')}
      hint={t('webhooks.receivers.hint')}
      action={
        receivers.length > 1 && (
          <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
            {t('webhooks.receivers.count', { count: receivers.length })}
          </Typography>
        )
      }
    >
      <Flex direction="column" alignItems="stretch" gap={3} {...faultTarget('receivers')}>
        {hasMany && (
          <SearchBox
            name="receiver-search"
            label={t('webhooks.receivers.search')}
            value={search}
            onChange={(text) => {
              setSearch(text);
              setPage(0);
            }}
          />
        )}
        <Flex tag="ol" direction="column" alignItems="stretch" gap={2}>
          {shown.map(({ receiver, index }) => (
            <ReceiverRow
              key={receiver.id || `new${index}`}
              index={index}
              webhookId={webhookId}
              health={health.get(receiver.id)}
              isOnly={receivers.length === 1}
              onPasteMany={(urls) => add(urls, index)}
              onRemove={() => set(receivers.filter((_, other) => other !== index))}
            />
          ))}
        </Flex>
        <Fault name="receivers" />
        <Flex justifyContent="space-between" gap={2} wrap="wrap">
          {!isDisabled && (
            <Flex gap={2} wrap="wrap">
              <Button variant="secondary" size="S" startIcon={<Plus />} onClick={addOne}>
                {t('webhooks.receivers.add')}
              </Button>
              <Button variant="tertiary" size="S" startIcon={<ListPlus />} onClick={() => setIsAddingMany(true)}>
                {t('webhooks.receivers.add-many')}
              </Button>
            </Flex>
          )}
          {hasMany && (
            <Flex gap={2}>
              <Typography variant="pi" textColor="neutral600">
                {t('webhooks.receivers.range', {
                  from: found.length === 0 ? 0 : shownPage * PAGE_SIZE + 1,
                  to: shownPage * PAGE_SIZE + shown.length,
                  count: found.length,
                })}
              </Typography>
              <IconButton
                size="S"
                label={t('webhooks.receivers.previous')}
                disabled={shownPage === 0}
                onClick={() => setPage(shownPage - 1)}
              >
                <ChevronLeft />
              </IconButton>
              <IconButton
                size="S"
                label={t('webhooks.receivers.next')}
                disabled={shownPage === lastPage}
                onClick={() => setPage(shownPage + 1)}
              >
                <ChevronRight />
              </IconButton>
            </Flex>
          )}
        </Flex>
      </Flex>
      <PasteDialog
        title={t('webhooks.receivers.add-many')}
        label={t('webhooks.receivers.title')}
        hint={t('webhooks.receivers.add-many-hint')}
        placeholder={'https://example.com/hooks/one\nhttps://example.com/hooks/two'}
        isOpen={isAddingMany}
        onClose={() => setIsAddingMany(false)}
        read={urlsIn}
        addLabel={(count) => t('webhooks.receivers.add-count', { count })}
        onAdd={(urls) => add(urls, receivers.length)}
      />
    </Section>
  );
};
