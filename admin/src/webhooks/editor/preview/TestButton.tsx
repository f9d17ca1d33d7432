import { Box, Button, Flex, Grid, Loader, Modal, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useForm } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';

import type { OutcomeView, TestResult } from '../../../../../shared/contracts';
import { faultsOf } from '../../../api/faults';
import { CodeBlock } from '../../../ui/CodeBlock';
import { FaultList } from '../../../ui/FaultList';
import { HeadersTable } from '../../../ui/HeadersTable';
import { ModalDialog, ModalFooter } from '../../../ui/ModalDialog';
import { Notice } from '../../../ui/Notice';
import { useAllowed } from '../../../ui/useAllowed';
import { useTexts } from '../../../ui/useTexts';
import type { Draft } from '../../draft';
import { useSendTestMutation } from '../../webhooks.api';
import { testInput } from './preview-input';
import type { SampleState } from './useSample';

const useOutcomeText = () => {
  const t = useTexts();
  return (outcome: OutcomeView): string => {
    switch (outcome.kind) {
      case 'accepted':
        return t('webhooks.test.accepted', { status: outcome.status });
      case 'rejected':
        return t('webhooks.test.rejected', { status: outcome.status });
      case 'unreachable':
        return t('webhooks.test.unreachable', { reason: outcome.reason, detail: outcome.detail });
      case 'forbidden':
        return t('webhooks.test.forbidden', { address: outcome.address });
      case 'lost':
        return t('webhooks.test.lost');
      case 'postponed':
        return t('webhooks.test.postponed', { because: outcome.because });
    }
  };
};

const Result = ({ result }: { result: TestResult }) => {
  const t = useTexts();
  const { formatNumber } = useIntl();
  const outcomeText = useOutcomeText();
  const { outcome, response, request, durationMs } = result;
  const duration = formatNumber(Math.round(durationMs), { style: 'unit', unit: 'millisecond' });
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Notice variant={outcome.kind === 'accepted' ? 'success' : 'danger'} title={outcomeText(outcome)}>
        {t('webhooks.test.took', { url: request.url, duration })}
      </Notice>
      <Typography variant="delta" tag="h3">
        {t('webhooks.test.response')}
      </Typography>
      {response ? (
        <Grid.Root gap={4}>
          <Grid.Item col={6} xs={12} alignItems="flex-start">
            <HeadersTable label={t('webhooks.preview.headers', { count: response.headers.length })} headers={response.headers} />
          </Grid.Item>
          <Grid.Item col={6} xs={12} alignItems="flex-start">
            <CodeBlock
              label={t(response.isTruncated ? 'webhooks.test.body-cut' : 'webhooks.test.body')}
              code={response.body ?? ''}
              maxHeight="24rem"
            />
          </Grid.Item>
        </Grid.Root>
      ) : (
        <Typography textColor="neutral600">{t('webhooks.test.no-response')}</Typography>
      )}
      <Typography variant="delta" tag="h3">
        {t('webhooks.test.request')}
      </Typography>
      <Grid.Root gap={4}>
        <Grid.Item col={6} xs={12} alignItems="flex-start">
          <HeadersTable label={t('webhooks.preview.headers', { count: request.headers.length })} headers={request.headers} />
        </Grid.Item>
        <Grid.Item col={6} xs={12} alignItems="flex-start">
          <CodeBlock label={t('webhooks.test.body')} code={request.body} maxHeight="24rem" />
        </Grid.Item>
      </Grid.Root>
    </Flex>
  );
};

const Faults = ({ error }: { error: unknown }) => {
  const t = useTexts();
  const faults = faultsOf(error);
  const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
  const title = t('webhooks.test.not-sent');
  if (faults.length > 0) return <FaultList title={title} lines={faults.map((fault) => ({ text: fault.message }))} />;
  return (
    <Notice variant="danger" title={title}>
      {message}
    </Notice>
  );
};

interface TestButtonProps {
  readonly webhookId: string | null;
  readonly state: SampleState;
}

/** Sends the chosen sample to the chosen receiver URL, as the draft stands, and shows what came back. */
export const TestButton = ({ webhookId, state }: TestButtonProps) => {
  const t = useTexts();
  const getDraft = useForm('TestButton', (form) => form.getValues);
  const { can } = useAllowed('webhooks');
  const mayChange = webhookId === null ? can.create : can.update;
  const [isOpen, setIsOpen] = useState(false);
  const [send, { data, error, isLoading }] = useSendTestMutation();
  const { sample, receiverIndex } = state;
  const close = () => setIsOpen(false);
  const run = () => {
    if (!sample) return;
    setIsOpen(true);
    void send(testInput(webhookId, getDraft() as Draft, receiverIndex, sample, mayChange));
  };
  return (
    <>
      <Button variant="secondary" startIcon={<PaperPlane />} disabled={!sample} onClick={run}>
        {t('webhooks.test.send')}
      </Button>
      <ModalDialog title={t('webhooks.test.title')} isOpen={isOpen} onClose={close} width="min(110rem, 94vw)">
        <Modal.Body>
          <Box aria-live="polite" aria-busy={isLoading}>
            {isLoading && (
              <Flex justifyContent="center" padding={8}>
                <Loader>{t('webhooks.test.sending')}</Loader>
              </Flex>
            )}
            {!isLoading && error && <Faults error={error} />}
            {!isLoading && !error && data && <Result result={data} />}
          </Box>
        </Modal.Body>
        <ModalFooter onCancel={close} cancelLabel={t('ui.close')}>
          <Button variant="secondary" loading={isLoading} startIcon={<PaperPlane />} onClick={run}>
            {t('webhooks.test.again')}
          </Button>
        </ModalFooter>
      </ModalDialog>
    </>
  );
};
