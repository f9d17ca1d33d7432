import { useDroppable } from '@dnd-kit/core';
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Eye, Pencil, Plus, Trash } from '@strapi/icons';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';

import type { FormDefinition, FormPage } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import { QuietButton } from '../../QuietButton';
import { useConditionWords } from '../../useConditionWords';
import { useNames } from '../../useNames';
import { actId } from './acts';

const AddButton = styled.button`
  width: 100%;
  display: flex;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[3]};
  padding: ${({ theme }) => theme.spaces[4]};
  background: ${({ theme }) => theme.colors.primary100};
  border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-radius: ${({ theme }) => `0 0 ${theme.borderRadius} ${theme.borderRadius}`};
  color: ${({ theme }) => theme.colors.primary600};
  cursor: pointer;
  font-size: 1.2rem;
  font-weight: 600;

  &:hover {
    background: ${({ theme }) => theme.colors.primary200};
  }
`;

interface PageBoxProps {
  readonly definition: FormDefinition;
  readonly page: FormPage;
  readonly isSelected: boolean;
  readonly isReadOnly: boolean;
  readonly onEdit: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onDelete: () => void;
  readonly onAddField: () => void;
  /** Its rows. */
  readonly children: ReactNode;
}

/** One page on the canvas: the Content-Type Builder's white box, with a head of its own where there are several. */
export const PageBox = ({
  definition,
  page,
  isSelected,
  isReadOnly,
  onEdit,
  onMove,
  onDelete,
  onAddField,
  children,
}: PageBoxProps) => {
  const t = useTexts();
  const { pageName } = useNames();
  const { ofPage } = useConditionWords();
  const index = definition.pages.findIndex(({ id }) => id === page.id);
  const name = pageName(definition, page);
  // A page with rows is reached through them.
  const { setNodeRef } = useDroppable({ id: page.id, disabled: page.fields.length > 0 });
  return (
    <Box
      tag="section"
      aria-label={name}
      background="neutral0"
      shadow="filterShadow"
      hasRadius
      borderColor={isSelected ? 'primary600' : 'neutral150'}
    >
      <Flex justifyContent="space-between" gap={3} padding={4}>
        <Box minWidth={0}>
          <Typography tag="h2" variant="delta" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
          {page.description !== '' && (
            <Typography variant="pi" textColor="neutral600" tag="p" style={{ overflowWrap: 'anywhere' }}>
              {page.description}
            </Typography>
          )}
          {ofPage(page, definition).map((words) => (
            <Typography key={words} variant="pi" tag="p" textColor="primary700" paddingTop={1}>
              {words}
            </Typography>
          ))}
        </Box>
        <Flex shrink={0}>
          {!isReadOnly && definition.pages.length > 1 && (
            <>
              <QuietButton
                size="S"
                id={actId(page.id, 'up')}
                label={t('forms.page.up', { name })}
                disabled={index === 0}
                onClick={() => onMove(-1)}
              >
                <ArrowUp />
              </QuietButton>
              <QuietButton
                size="S"
                id={actId(page.id, 'down')}
                label={t('forms.page.down', { name })}
                disabled={index === definition.pages.length - 1}
                onClick={() => onMove(1)}
              >
                <ArrowDown />
              </QuietButton>
            </>
          )}
          <QuietButton
            size="S"
            id={actId(page.id, 'edit')}
            label={t(isReadOnly ? 'forms.field.view' : 'forms.page.edit', { name })}
            onClick={onEdit}
          >
            {isReadOnly ? <Eye /> : <Pencil />}
          </QuietButton>
          {!isReadOnly && definition.pages.length > 1 && (
            <QuietButton size="S" label={t('forms.page.delete', { name })} onClick={onDelete}>
              <Trash />
            </QuietButton>
          )}
        </Flex>
      </Flex>
      <SortableContext items={page.fields.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        {page.fields.length === 0 ? (
          <Flex ref={setNodeRef} direction="column" gap={3} padding={6}>
            <Typography textColor="neutral600" textAlign="center">
              {t('forms.page.empty')}
            </Typography>
            {!isReadOnly && (
              <Button id={actId(page.id, 'add')} variant="secondary" startIcon={<Plus />} onClick={onAddField}>
                {t('forms.page.add-first')}
              </Button>
            )}
          </Flex>
        ) : (
          <ul>{children}</ul>
        )}
      </SortableContext>
      {!isReadOnly && page.fields.length > 0 && (
        <AddButton id={actId(page.id, 'add')} type="button" onClick={onAddField}>
          <Plus width="1.2rem" height="1.2rem" fill="currentColor" aria-hidden />
          {t('forms.page.add-field')}
        </AddButton>
      )}
    </Box>
  );
};
