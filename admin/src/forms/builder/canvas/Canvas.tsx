import { DndContext, DragOverlay } from '@dnd-kit/core';
import { Button, Flex } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { useState } from 'react';
import { createPortal } from 'react-dom';

import type { FormField } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import { fieldById } from '../../draft/fields';
import { useConditionWords } from '../../useConditionWords';
import { useBuilder, useDefinition, useIsLocked } from '../useBuilder';
import { useFaults } from '../useFaults';
import { DeletingDialog, useDependents, type Leaving } from './DeletingDialog';
import { FieldPicker } from './FieldPicker';
import { FieldRow, type RowNotes } from './FieldRow';
import { PageBox } from './PageBox';
import { SortableField } from './SortableField';
import { useDragging } from './useDragging';
import { useFieldActions } from './useFieldActions';
import { usePageActions } from './usePageActions';
import { useWarnings } from './useWarnings';

const useRowNotes = () => {
  const { definition } = useDefinition();
  const { ofField } = useConditionWords();
  const { of } = useFaults();
  const warningOf = useWarnings();
  return (field: FormField): RowNotes => ({
    conditions: ofField(field, definition),
    fault: of({ kind: 'field', id: field.id })[0]?.message,
    warning: warningOf(field.id),
  });
};

/** Pages with their fields, one below the other, as visitors meet them. */
export const Canvas = () => {
  const t = useTexts();
  const { isReadOnly, selection, select } = useBuilder();
  const { definition } = useDefinition();
  const isLocked = useIsLocked();
  const actions = useFieldActions();
  const pageActions = usePageActions();
  const findDependents = useDependents();
  const notesOf = useRowNotes();
  const dragging = useDragging(definition, actions.move);
  const [addingTo, setAddingTo] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<Leaving>(null);

  const remove = (what: NonNullable<Leaving>) => {
    if (what.kind === 'field') return actions.remove(what.field);
    return pageActions.remove(what.page);
  };
  /** What nobody misses goes at once, and Undo brings it back. */
  const askOrRemove = (what: NonNullable<Leaving>) => {
    const fields = what.kind === 'field' ? [what.field] : what.page.fields;
    const isMissed = findDependents(what).length > 0 || fields.some(({ key }) => isLocked(key));
    if (isMissed || (what.kind === 'page' && fields.length > 0)) setLeaving(what);
    else remove(what);
  };
  const { current, activeId } = dragging;
  const active = activeId === null ? undefined : fieldById(current, activeId);
  return (
    <DndContext {...dragging.context}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {current.pages.map((page) => (
          <PageBox
            key={page.id}
            definition={current}
            page={page}
            isReadOnly={isReadOnly}
            isSelected={selection?.kind === 'page' && selection.id === page.id}
            onEdit={() => select({ kind: 'page', id: page.id })}
            onMove={(by) => pageActions.step(page, by)}
            onDelete={() => askOrRemove({ kind: 'page', page })}
            onAddField={() => setAddingTo(page.id)}
          >
            {page.fields.map((field) => (
              <SortableField
                key={field.id}
                pageId={page.id}
                field={field}
                notes={notesOf(field)}
                isReadOnly={isReadOnly}
                isSelected={selection?.kind === 'field' && selection.id === field.id}
                canMoveUp={actions.placeBeside(field.id, -1) !== undefined}
                canMoveDown={actions.placeBeside(field.id, 1) !== undefined}
                onEdit={() => select({ kind: 'field', id: field.id, tab: 'basic' })}
                onMove={(by) => actions.step(field, by)}
                onDuplicate={() => actions.duplicate(field)}
                onDelete={() => askOrRemove({ kind: 'field', field })}
              />
            ))}
          </PageBox>
        ))}
        {!isReadOnly && (
          <Flex>
            <Button variant="tertiary" startIcon={<Plus />} onClick={pageActions.add}>
              {t('forms.page.add')}
            </Button>
          </Flex>
        )}
      </Flex>
      {createPortal(
        <DragOverlay zIndex={10}>{active && <FieldRow field={active} notes={notesOf(active)} look="dragged" />}</DragOverlay>,
        document.body
      )}
      <FieldPicker
        isOpen={addingTo !== null}
        onClose={() => setAddingTo(null)}
        onPick={(type) => {
          if (addingTo !== null) actions.add(type, { pageId: addingTo });
          setAddingTo(null);
        }}
      />
      <DeletingDialog leaving={leaving} onClose={() => setLeaving(null)} onConfirm={() => leaving && remove(leaving)} />
    </DndContext>
  );
};
