import { Box, Flex, Modal, Typography } from '@strapi/design-system';
import { Eye, List } from '@strapi/icons';
import { useMediaQuery } from '@strapi/strapi/admin';
import { useState } from 'react';
import { styled } from 'styled-components';

import { ButtonChoice } from '../../../ui/ButtonChoice';
import { ModalDialog } from '../../../ui/ModalDialog';
import { useTexts } from '../../../ui/useTexts';
import { FieldPane } from '../pane/FieldPane';
import { PagePane } from '../pane/PagePane';
import { LivePreview } from '../preview/LivePreview';
import { useBuilder } from '../useBuilder';
import { Canvas } from './Canvas';

/** From here on there is room for canvas and settings beside one another. */
const WIDE = '(min-width: 1280px)';

const Columns = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spaces[4]};
  grid-template-columns: minmax(0, 1fr) 38rem;
  align-items: start;
`;

const Side = styled(Box)`
  position: sticky;
  top: 9rem;
  max-height: calc(100vh - 11rem);
  overflow: auto;
`;

const usePane = () => {
  const t = useTexts();
  const { selection, draft } = useBuilder();
  const pages = draft.definition.pages;
  if (selection?.kind === 'field') {
    const field = pages.flatMap(({ fields }) => fields).find(({ id }) => id === selection.id);
    return field && { title: t('forms.pane.field'), content: <FieldPane key={field.id} field={field} /> };
  }
  const page = pages.find(({ id }) => id === selection?.id);
  return page && { title: t('forms.pane.page'), content: <PagePane key={page.id} page={page} /> };
};

/** The canvas or the form as visitors see it, and beside it the settings of what is chosen there; on narrow screens they open above it. */
export const BuildTab = () => {
  const t = useTexts();
  const { select } = useBuilder();
  const isWide = useMediaQuery(WIDE);
  const [view, setView] = useState<'fields' | 'preview'>('fields');
  const pane = usePane();
  if (!isWide)
    return (
      <>
        <Canvas />
        <ModalDialog title={pane?.title} isOpen={pane !== undefined} onClose={() => select(null)}>
          <Modal.Body>{pane?.content}</Modal.Body>
        </ModalDialog>
      </>
    );
  return (
    <Columns>
      <Flex direction="column" alignItems="stretch" gap={3} minWidth={0}>
        <ButtonChoice
          label={t('forms.live.view')}
          value={view}
          choices={[
            { value: 'fields', label: t('forms.live.fields'), icon: <List /> },
            { value: 'preview', label: t('forms.live.preview'), icon: <Eye /> },
          ]}
          onChange={setView}
        />
        {view === 'preview' ? <LivePreview /> : <Canvas />}
      </Flex>
      <Side
        tag="aside"
        aria-label={pane?.title ?? t('forms.pane.field')}
        background="neutral0"
        borderColor="neutral150"
        hasRadius
        shadow="filterShadow"
        padding={4}
      >
        {pane?.content ?? (
          <Flex direction="column" gap={2} padding={6}>
            <Typography textColor="neutral600" textAlign="center">
              {t('forms.pane.nothing')}
            </Typography>
          </Flex>
        )}
      </Side>
    </Columns>
  );
};
