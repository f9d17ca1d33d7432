import { Badge, Box, Button, Checkbox, Divider, Flex, Loader, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { ImportableWebhook, ImportResult } from '../../../../shared/contracts';
import { ModalDialog, ModalFooter } from '../../ui/ModalDialog';
import { useNotices } from '../../ui/useNotices';
import { Notice } from '../../ui/Notice';
import { useTexts } from '../../ui/useTexts';
import { useImportWebhooksMutation, useListImportableQuery } from '../webhooks.api';

interface RowProps {
  readonly webhook: ImportableWebhook;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

const Row = ({ webhook, isChosen, onToggle }: RowProps) => {
  const t = useTexts();
  return (
    <Flex tag="li" gap={3} alignItems="flex-start" padding={3} borderColor="neutral150" hasRadius>
      <Checkbox checked={isChosen} onCheckedChange={onToggle} aria-label={t('webhooks.import.choose', { name: webhook.name })} />
      <Box minWidth={0} flex="1">
        <Flex gap={2} wrap="wrap">
          <Typography fontWeight="bold">{webhook.name}</Typography>
          {!webhook.isEnabled && <Badge size="S">{t('webhooks.status.off')}</Badge>}
          {webhook.isImported && (
            <Badge size="S" variant="success">
              {t('webhooks.import.already')}
            </Badge>
          )}
        </Flex>
        <Typography variant="pi" tag="p" textColor="neutral600" ellipsis title={webhook.url}>
          {webhook.url}
        </Typography>
        <Typography variant="pi" tag="p" textColor="neutral600">
          {webhook.events.join(', ')}
        </Typography>
      </Box>
    </Flex>
  );
};

const Outcome = ({ result }: { result: ImportResult }) => {
  const t = useTexts();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {result.imported.length > 0 && (
        <Notice variant="success" title={t('webhooks.import.done', { count: result.imported.length })}>
          {result.imported.map(({ webhook }) => webhook.name).join(', ')}
        </Notice>
      )}
      {result.failed.map((failure) => (
        <Notice key={failure.sourceId} variant="danger" title={t('webhooks.import.not-imported', { name: failure.name })}>
          {failure.errors.map(({ message }) => message).join(' ')}
        </Notice>
      ))}
      {result.warnings.map((warning) => (
        <Notice key={warning} variant="warning" title={t('webhooks.import.note')}>
          {warning}
        </Notice>
      ))}
    </Flex>
  );
};

const Choice = ({
  webhooks,
  chosen,
  onChange,
}: {
  webhooks: readonly ImportableWebhook[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) => {
  const t = useTexts();
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex justifyContent="space-between">
        <Typography textColor="neutral600">{t('webhooks.import.text')}</Typography>
      </Flex>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
        {webhooks.map((webhook) => (
          <Row key={webhook.id} webhook={webhook} isChosen={chosen.has(webhook.id)} onToggle={() => toggle(webhook.id)} />
        ))}
      </Flex>
    </Flex>
  );
};

const Importing = ({ onClose }: { onClose: () => void }) => {
  const t = useTexts();
  const { fail } = useNotices();
  const { data: webhooks, isError } = useListImportableQuery();
  const [run, { isLoading, data: result }] = useImportWebhooksMutation();
  const [changed, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [disableThere, setDisableThere] = useState(true);
  // Those that are here already would be called twice: they are left out until somebody asks for them.
  const chosen = changed ?? new Set((webhooks ?? []).filter((webhook) => !webhook.isImported).map(({ id }) => id));

  const start = async () => {
    const answer = await run({ ids: [...chosen], disableThere });
    if ('error' in answer) fail(answer.error);
  };
  return (
    <>
      <Modal.Body>
        {!webhooks && !isError && (
          <Flex justifyContent="center" padding={6}>
            <Loader>{t('ui.loading')}</Loader>
          </Flex>
        )}
        {isError && <Typography textColor="danger600">{t('webhooks.import.failed')}</Typography>}
        {webhooks?.length === 0 && <Typography>{t('webhooks.import.nothing')}</Typography>}
        {result && <Outcome result={result} />}
        {webhooks && webhooks.length > 0 && !result && (
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Choice webhooks={webhooks} chosen={chosen} onChange={setChosen} />
            <Divider />
            <Box>
              <Checkbox checked={disableThere} onCheckedChange={(isOn) => setDisableThere(isOn === true)}>
                {t('webhooks.import.switch-off')}
              </Checkbox>
              <Typography variant="pi" tag="p" textColor="neutral600" paddingTop={1}>
                {t('webhooks.import.switch-off-hint')}
              </Typography>
            </Box>
          </Flex>
        )}
      </Modal.Body>
      <ModalFooter onCancel={onClose} cancelLabel={result && t('ui.close')}>
        {!result && (
          <Button loading={isLoading} disabled={chosen.size === 0} onClick={start}>
            {t('webhooks.import.run', { count: chosen.size })}
          </Button>
        )}
      </ModalFooter>
    </>
  );
};

/** Takes over webhooks that Strapi itself stores, and switches them off there if wanted. */
export const ImportDialog = ({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) => {
  const t = useTexts();
  return (
    <ModalDialog title={t('webhooks.import.title')} isOpen={isOpen} onClose={onClose}>
      {isOpen && <Importing onClose={onClose} />}
    </ModalDialog>
  );
};
