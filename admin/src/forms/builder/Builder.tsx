import { Box, Button, Flex, MenuItem, useNotifyAT } from '@strapi/design-system';
import { ArrowClockwise, Check, Duplicate, Eye, EyeStriked, Trash } from '@strapi/icons';
import { BackButton, Layouts, Page, useIsDesktop } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';

import { ActionMenu } from '../../ui/ActionMenu';
import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { draftOf } from '../draft/draft';
import { useDiscardFormMutation, useDuplicateFormMutation, useUnpublishFormMutation } from '../forms.api';
import { FormStatus } from '../FormStatus';
import { PlainBadge } from '../PlainBadge';
import { formPath, formsPath } from '../paths';
import { QuietButton } from '../QuietButton';
import { BuildTab } from './canvas/BuildTab';
import { ConflictDialog } from './ConflictDialog';
import { ConnectionsTab } from './connections/ConnectionsTab';
import { FaultSummary } from './FaultSummary';
import { PreviewDialog } from './preview/PreviewDialog';
import { SettingsTab } from './settings/SettingsTab';
import { FormTabs } from './Tabs';
import { TranslationsTab } from './translations/TranslationsTab';
import { UnsavedGuard } from './UnsavedGuard';
import { useBuilder } from './useBuilder';
import { useSaving, type Saving } from './useSaving';
import { useShortcuts } from './useShortcuts';
import { useTab } from './useTab';

const Mirrored = styled.span`
  display: inline-flex;
  transform: scaleX(-1);
`;

/** Steps back and forth; a screen reader is told, as what changes may be anywhere. */
const useSteps = () => {
  const t = useTexts();
  const { notifyStatus } = useNotifyAT();
  const { undo, redo, canUndo, canRedo } = useBuilder();
  const say = (isPossible: boolean, step: () => void, said: string) => () => {
    if (!isPossible) return;
    step();
    notifyStatus(said);
  };
  return { canUndo, canRedo, undo: say(canUndo, undo, t('forms.undone')), redo: say(canRedo, redo, t('forms.redone')) };
};

const History = () => {
  const t = useTexts();
  const { undo, redo, canUndo, canRedo } = useSteps();
  return (
    <Flex gap={1}>
      <QuietButton label={t('forms.undo')} disabled={!canUndo} onClick={undo}>
        <Mirrored>
          <ArrowClockwise />
        </Mirrored>
      </QuietButton>
      <QuietButton label={t('forms.redo')} disabled={!canRedo} onClick={redo}>
        <ArrowClockwise />
      </QuietButton>
    </Flex>
  );
};

/** What is done seldom. */
const MoreActions = () => {
  const t = useTexts();
  const navigate = useNavigate();
  const { fail, succeed } = useNotices();
  const { can } = useAllowed('forms');
  const { form, edit, accept, isModified } = useBuilder();
  const [discard] = useDiscardFormMutation();
  const [unpublish] = useUnpublishFormMutation();
  const [duplicate] = useDuplicateFormMutation();

  const discardDraft = async () => {
    const answer = await discard(form.id);
    if ('error' in answer) return fail(answer.error);
    const next = draftOf(answer.data);
    edit(() => next);
    accept(answer.data, next);
    return succeed(t('forms.discarded'));
  };
  const takeOffline = async () => {
    const answer = await unpublish(form.id);
    if ('error' in answer) return fail(answer.error);
    accept(answer.data, draftOf(answer.data));
    return succeed(t('forms.unpublished'));
  };
  const copy = async () => {
    const answer = await duplicate(form.id);
    if ('error' in answer) fail(answer.error);
    else navigate(formPath(answer.data.id));
  };
  const mayDiscard = can.update && form.status === 'modified';
  const mayUnpublish = can.publish && form.status !== 'draft';
  if (!mayDiscard && !mayUnpublish && !can.create) return null;
  return (
    <ActionMenu label={t('forms.more')}>
      {can.create && (
        <MenuItem startIcon={<Duplicate />} onSelect={() => void copy()}>
          {t('ui.duplicate')}
        </MenuItem>
      )}
      {mayUnpublish && (
        <MenuItem startIcon={<EyeStriked />} onSelect={() => void takeOffline()} disabled={isModified}>
          {t('forms.unpublish')}
        </MenuItem>
      )}
      {mayDiscard && (
        <MenuItem variant="danger" startIcon={<Trash />} onSelect={() => void discardDraft()}>
          {t('forms.discard')}
        </MenuItem>
      )}
    </ActionMenu>
  );
};

const Actions = ({ saving, onPreview }: { saving: Saving; onPreview: () => void }) => {
  const t = useTexts();
  const { can } = useAllowed('forms');
  const { isReadOnly, isModified, form } = useBuilder();
  return (
    <Flex gap={2} wrap="wrap">
      {!isReadOnly && <History />}
      <Button variant="tertiary" startIcon={<Eye />} onClick={onPreview}>
        {t('forms.preview')}
      </Button>
      {!isReadOnly && (
        <Button
          variant={can.publish ? 'secondary' : 'default'}
          startIcon={<Check />}
          loading={saving.isSaving}
          disabled={!isModified}
          onClick={() => void saving.save()}
        >
          {t('forms.save')}
        </Button>
      )}
      {can.publish && (
        <Button
          disabled={saving.isSaving || (!isModified && form.status === 'published') || (isModified && isReadOnly)}
          onClick={() => void saving.publish()}
        >
          {t('forms.publish')}
        </Button>
      )}
      <MoreActions />
    </Flex>
  );
};

/** The builder: header with state and actions, tabs, and below them what the address asks for. */
export const Builder = () => {
  const t = useTexts();
  const [tab] = useTab();
  const { form, draft, isModified, isReadOnly, settle } = useBuilder();
  const { undo, redo } = useSteps();
  const saving = useSaving();
  const [isPreviewing, setIsPreviewing] = useState(false);
  const isDesktop = useIsDesktop();
  // Strapi's header sticks to the window's top, which on small screens is behind the main navigation.
  const Header = isDesktop ? Layouts.Header : Layouts.BaseHeader;
  useShortcuts({ save: () => isModified && !isReadOnly && !saving.isSaving && void saving.save(), undo, redo });
  const actions = <Actions saving={saving} onPreview={() => setIsPreviewing(true)} />;
  return (
    <Page.Main>
      <Page.Title>{draft.title}</Page.Title>
      {/* Whoever leaves an input has finished a word: what comes next is a step of its own. */}
      <Box onBlur={settle} data-switchboard-builder>
        <Header
          navigationAction={<BackButton fallback={formsPath} />}
          title={draft.title === '' ? t('forms.untitled') : draft.title}
          secondaryAction={
            <Flex gap={2}>
              <FormStatus status={form.status} />
              {isModified && <PlainBadge variant="warning">{t('forms.unsaved')}</PlainBadge>}
            </Flex>
          }
          primaryAction={isDesktop && actions}
        />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {!isDesktop && actions}
            <FormTabs id={form.id} current={tab} />
            <FaultSummary />
            {tab === 'build' && <BuildTab />}
            {tab === 'settings' && <SettingsTab />}
            {tab === 'translations' && <TranslationsTab />}
            {tab === 'connections' && <ConnectionsTab />}
          </Flex>
        </Layouts.Content>
      </Box>
      <PreviewDialog isOpen={isPreviewing} onClose={() => setIsPreviewing(false)} />
      <ConflictDialog saving={saving} />
      <UnsavedGuard isModified={isModified} />
    </Page.Main>
  );
};
