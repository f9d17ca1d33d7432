import type { DraggableAttributes, DraggableSyntheticListeners } from '@dnd-kit/core';
import { Badge, Box, Flex, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Drag, Duplicate, Eye, Pencil, Trash, WarningCircle } from '@strapi/icons';
import { forwardRef, memo, type CSSProperties } from 'react';
import { styled } from 'styled-components';

import type { FormField } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import { KeyText } from '../../KeyText';
import { QuietButton } from '../../QuietButton';
import { TypeIcon } from '../../TypeIcon';
import { useNames } from '../../useNames';
import { actId } from './acts';

/** What a row says about its field beside the field itself. */
export interface RowNotes {
  /** Its conditions in words. */
  readonly conditions: readonly string[];
  /** What keeps it from being saved. */
  readonly fault: string | undefined;
  readonly warning: string | undefined;
}

interface DragHandle {
  readonly ref: (element: HTMLElement | null) => void;
  readonly attributes: DraggableAttributes;
  readonly listeners: DraggableSyntheticListeners;
}

interface FieldRowProps {
  readonly field: FormField;
  readonly notes: RowNotes;
  readonly isSelected?: boolean;
  readonly isReadOnly?: boolean;
  /** Being dragged: the row in the list is a hole, the one under the pointer has no buttons. */
  readonly look?: 'row' | 'hole' | 'dragged';
  readonly handle?: DragHandle;
  readonly style?: CSSProperties;
  readonly canMoveUp?: boolean;
  readonly canMoveDown?: boolean;
  readonly onEdit?: () => void;
  readonly onMove?: (by: -1 | 1) => void;
  readonly onDuplicate?: () => void;
  readonly onDelete?: () => void;
}

const Row = styled.li<{ $look: 'row' | 'hole' | 'dragged'; $isSelected: boolean }>`
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  background: ${({ theme, $isSelected }) => ($isSelected ? theme.colors.primary100 : theme.colors.neutral0)};
  border-top: 1px solid ${({ theme, $look }) => ($look === 'dragged' ? 'transparent' : theme.colors.neutral150)};
  box-shadow: ${({ theme, $look, $isSelected }) =>
    $look === 'dragged' ? theme.shadows.filterShadow : $isSelected ? `inset 3px 0 0 ${theme.colors.primary600}` : 'none'};
  list-style: none;
  opacity: ${({ $look }) => ($look === 'hole' ? 0.3 : 1)};
  cursor: ${({ $look }) => ($look === 'dragged' ? 'grabbing' : 'pointer')};

  &:hover {
    background: ${({ theme, $isSelected }) => ($isSelected ? theme.colors.primary100 : theme.colors.neutral100)};
  }
`;

const Label = styled(Typography)`
  overflow-wrap: anywhere;
`;

const Words = styled(Typography)`
  display: -webkit-box;
  overflow: hidden;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  overflow-wrap: anywhere;
`;

const Note = ({ text, isBad }: { text: string; isBad: boolean }) => (
  <Flex gap={1} alignItems="flex-start" paddingTop={1}>
    <WarningCircle fill={isBad ? 'danger600' : 'warning600'} width="1.4rem" height="1.4rem" aria-hidden style={{ flexShrink: 0 }} />
    <Typography variant="pi" textColor={isBad ? 'danger600' : 'neutral800'}>
      {text}
    </Typography>
  </Flex>
);

const Facts = ({ field, notes }: { field: FormField; notes: RowNotes }) => {
  const t = useTexts();
  const { typeName } = useNames();
  return (
    <Box minWidth={0}>
      <Flex gap={2} wrap="wrap" alignItems="baseline">
        <Label fontWeight="bold" textColor="neutral800" tag="span">
          {field.label === '' ? t('forms.field.no-label') : field.label}
          {field.isRequired && (
            <Typography textColor="danger600" tag="span" aria-label={t('forms.field.required')}>
              {' *'}
            </Typography>
          )}
        </Label>
        <KeyText>{field.key}</KeyText>
      </Flex>
      <Flex gap={2} wrap="wrap" paddingTop={1}>
        <Typography variant="pi" textColor="neutral600">
          {typeName(field.type)}
        </Typography>
        {field.width === 'half' && <Badge size="S">{t('forms.field.half')}</Badge>}
      </Flex>
      {notes.conditions.map((words) => (
        <Words key={words} variant="pi" tag="p" textColor="primary700" paddingTop={1} title={words}>
          {words}
        </Words>
      ))}
      {notes.fault && <Note text={notes.fault} isBad />}
      {notes.warning && <Note text={notes.warning} isBad={false} />}
    </Box>
  );
};

/** One field on the canvas, built as a row of the Content-Type Builder. */
export const FieldRow = memo(
  forwardRef<HTMLLIElement, FieldRowProps>(
    ({ field, notes, isSelected = false, isReadOnly = false, look = 'row', handle, style, ...actions }, ref) => {
      const t = useTexts();
      const name = field.label === '' ? field.key : field.label;
      return (
        // The whole row can be clicked; by keyboard its pencil does the same.
        <Row ref={ref} style={style} $look={look} $isSelected={isSelected} aria-label={name} onClick={actions.onEdit}>
          <Flex gap={3} minWidth={0} grow={1}>
            {!isReadOnly && (
              <QuietButton
                ref={handle?.ref}
                {...handle?.attributes}
                {...handle?.listeners}
                size="S"
                withTooltip={false}
                label={t('forms.field.drag', { name })}
                style={{ cursor: 'grab', touchAction: 'none', flexShrink: 0 }}
                onClick={(event: React.MouseEvent) => event.stopPropagation()}
              >
                <Drag />
              </QuietButton>
            )}
            <TypeIcon type={field.type} />
            <Facts field={field} notes={notes} />
          </Flex>
          {look !== 'dragged' && (
            // Buttons act on the row; clicks on them do not open it.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
            <span onClick={(event) => event.stopPropagation()} style={{ flexShrink: 0, display: 'inline-flex' }}>
              {!isReadOnly && (
                <>
                  <QuietButton
                    size="S"
                    id={actId(field.id, 'up')}
                    label={t('forms.field.up', { name })}
                    disabled={!actions.canMoveUp}
                    onClick={() => actions.onMove?.(-1)}
                  >
                    <ArrowUp />
                  </QuietButton>
                  <QuietButton
                    size="S"
                    id={actId(field.id, 'down')}
                    label={t('forms.field.down', { name })}
                    disabled={!actions.canMoveDown}
                    onClick={() => actions.onMove?.(1)}
                  >
                    <ArrowDown />
                  </QuietButton>
                </>
              )}
              <QuietButton
                size="S"
                id={actId(field.id, 'edit')}
                label={t(isReadOnly ? 'forms.field.view' : 'forms.field.edit', { name })}
                onClick={actions.onEdit}
              >
                {isReadOnly ? <Eye /> : <Pencil />}
              </QuietButton>
              {!isReadOnly && (
                <>
                  <QuietButton size="S" label={t('forms.field.duplicate', { name })} onClick={actions.onDuplicate}>
                    <Duplicate />
                  </QuietButton>
                  <QuietButton size="S" label={t('forms.field.delete', { name })} onClick={actions.onDelete}>
                    <Trash />
                  </QuietButton>
                </>
              )}
            </span>
          )}
        </Row>
      );
    }
  )
);
FieldRow.displayName = 'FieldRow';
