import { Badge, Box, Button, Flex, Grid } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { BackButton, Blocker, Form, Layouts, Page, useForm, useIsDesktop, type FormHelpers } from '@strapi/strapi/admin';

import type { WebhookView } from '../../../../shared/contracts';
import type { Fault } from '../../api/faults';
import { useAllowed } from '../../ui/useAllowed';
import { Notice } from '../../ui/Notice';
import { useTexts } from '../../ui/useTexts';
import { checkDraft } from '../check-draft';
import type { Draft } from '../draft';
import { formErrorsOf } from '../faults';
import { webhooksPath } from '../paths';
import { AuthSection } from './AuthSection';
import { ConditionSection } from './condition/ConditionSection';
import { ContentSection } from './content/ContentSection';
import { DeliverySection } from './delivery/DeliverySection';
import { EventsSection } from './events/EventsSection';
import { FaultSummary } from './FaultSummary';
import { FormsSection } from './forms/FormsSection';
import { GeneralSection } from './GeneralSection';
import { HeadersSection } from './HeadersSection';
import { ActionsPanel } from './panels/ActionsPanel';
import { SignaturesPanel } from './panels/SignaturesPanel';
import { StatusPanel } from './panels/StatusPanel';
import { PreviewDock } from './preview/PreviewDock';
import { TestButton } from './preview/TestButton';
import { useSample } from './preview/useSample';
import { ReceiversSection } from './receivers/ReceiversSection';

interface EditorProps {
  /** The stored webhook; `null` for a new one. */
  readonly webhook: WebhookView | null;
  readonly initialDraft: Draft;
  readonly isReadOnly: boolean;
  /** Saves; gives back the faults the server found, none when it is saved. */
  readonly onSave: (draft: Draft, helpers: FormHelpers<Draft>) => Promise<readonly Fault[]>;
}

const SaveButton = ({ isNew }: { isNew: boolean }) => {
  const t = useTexts();
  const isSubmitting = useForm('SaveButton', (form) => form.isSubmitting);
  const isModified = useForm('SaveButton', (form) => form.modified);
  return (
    <Button type="submit" startIcon={<Check />} loading={isSubmitting} disabled={!isNew && !isModified}>
      {t('webhooks.save')}
    </Button>
  );
};

const Content = ({ webhook, isReadOnly }: Pick<EditorProps, 'webhook' | 'isReadOnly'>) => {
  const t = useTexts();
  const { can } = useAllowed('webhooks');
  const sample = useSample();
  const isModified = useForm('Content', (form) => form.modified);
  const webhookId = webhook?.id ?? null;
  const isDesktop = useIsDesktop();
  const actions = (
    <Flex gap={2}>
      {can.test && <TestButton webhookId={webhookId} state={sample} />}
      {!isReadOnly && <SaveButton isNew={webhook === null} />}
    </Flex>
  );
  // Strapi's header sticks to the window's top, which on small screens is behind the main navigation.
  const Header = isDesktop ? Layouts.Header : Layouts.BaseHeader;
  return (
    <>
      <Header
        navigationAction={<BackButton fallback={webhooksPath} />}
        title={webhook ? webhook.name : t('webhooks.create.title')}
        subtitle={webhook ? undefined : t('webhooks.create.subtitle')}
        secondaryAction={
          <Flex gap={2}>
            {webhook?.isDeclared && <Badge>{t('webhooks.declared')}</Badge>}
            {isModified && <Badge variant="warning">{t('webhooks.status.unsaved')}</Badge>}
          </Flex>
        }
        primaryAction={isDesktop && actions}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {webhook?.fault && (
            <Notice variant="danger" title={t('webhooks.faulty')}>
              {webhook.fault}
            </Notice>
          )}
          <FaultSummary />
          <Grid.Root gap={4}>
            <Grid.Item col={9} m={12} xs={12} direction="column" alignItems="stretch" gap={4}>
              <GeneralSection />
              <ReceiversSection webhookId={webhookId} stored={webhook?.receivers ?? []} />
              <EventsSection />
              <ConditionSection />
              <ContentSection />
              <FormsSection />
              <HeadersSection />
              <AuthSection />
              <DeliverySection />
            </Grid.Item>
            <Grid.Item col={3} m={12} xs={12} direction="column" alignItems="stretch" gap={4}>
              <StatusPanel webhook={webhook} />
              <SignaturesPanel webhook={webhook} />
              {webhook && <ActionsPanel webhook={webhook} />}
            </Grid.Item>
          </Grid.Root>
        </Flex>
      </Layouts.Content>
      <PreviewDock webhookId={webhookId} state={sample} actions={isDesktop ? undefined : actions} />
      <Blocker />
    </>
  );
};

/** Strapi's edit view for a webhook: the form to the left, state and actions to the right, the request it makes at the foot. */
export const Editor = ({ webhook, initialDraft, isReadOnly, onSave }: EditorProps) => {
  const t = useTexts();
  const submit = async (draft: Draft, helpers: FormHelpers<Draft>) => {
    const slips = checkDraft(draft, webhook, t);
    const faults = slips.length > 0 ? slips : await onSave(draft, helpers);
    if (faults.length > 0) helpers.setErrors(formErrorsOf(faults));
  };
  return (
    <Page.Main>
      <Page.Title>{webhook ? webhook.name : t('webhooks.create.title')}</Page.Title>
      <Form<Draft> method={webhook ? 'PUT' : 'POST'} initialValues={initialDraft} disabled={isReadOnly} onSubmit={submit}>
        <Box data-switchboard-editor>
          <Content webhook={webhook} isReadOnly={isReadOnly} />
        </Box>
      </Form>
    </Page.Main>
  );
};
