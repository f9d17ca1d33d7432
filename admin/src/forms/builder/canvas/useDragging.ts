import {
  closestCenter,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type CollisionDetection,
  type DragEndEvent,
  type DragMoveEvent,
  type DragOverEvent,
  type DragStartEvent,
  type KeyboardCoordinateGetter,
  type Modifier,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { useRef, useState } from 'react';

import type { FormDefinition } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import { fieldById, moveField, placeOf, type Place } from '../../draft/fields';
import { useNames } from '../../useNames';

/** A press shorter than this is a click on the handle. */
const PIXELS_BEFORE_DRAG = 4;

const alongTheList: Modifier = ({ transform }) => ({ ...transform, x: 0 });

/** Where a dragged field would go: onto another field, or to the end of a page without any. */
const targetPlace = (definition: FormDefinition, overId: string): Place | undefined =>
  placeOf(definition, overId) ??
  (definition.pages.some(({ id }) => id === overId)
    ? { pageId: overId, index: definition.pages.find(({ id }) => id === overId)?.fields.length ?? 0 }
    : undefined);

/**
 * Dragging fields within and between pages. While one hangs over another page it is shown there, which is no step of the history yet: the
 * step is made when it is let go.
 */
export const useDragging = (definition: FormDefinition, onMove: (id: string, place: Place) => void) => {
  const t = useTexts();
  const { pageName } = useNames();
  const [activeId, setActiveId] = useState<string | null>(null);
  const [shown, setShown] = useState<FormDefinition | null>(null);
  const current = shown ?? definition;
  /** It has just gone to another page, which moved the rows under it: it is over itself until somebody moves it again. */
  const isResting = useRef(false);
  const nextCoordinates: KeyboardCoordinateGetter = (event, args) => {
    isResting.current = false;
    return sortableKeyboardCoordinates(event, args);
  };
  const detectOver: CollisionDetection = (args) => (isResting.current ? [{ id: args.active.id }] : closestCenter(args));
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: PIXELS_BEFORE_DRAG } }),
    useSensor(KeyboardSensor, { coordinateGetter: nextCoordinates })
  );
  const reset = () => {
    isResting.current = false;
    setActiveId(null);
    setShown(null);
  };

  const nameOf = (id: string) => fieldById(definition, id)?.label ?? '';
  const describe = (overId: string | undefined) => {
    const place = overId === undefined ? undefined : targetPlace(current, overId);
    const page = current.pages.find(({ id }) => id === place?.pageId);
    return place && page && { position: place.index + 1, page: pageName(current, page) };
  };
  const announcements = {
    onDragStart: ({ active }: DragStartEvent) => t('forms.drag.picked', { name: nameOf(String(active.id)) }),
    onDragOver: ({ active, over }: DragOverEvent) => {
      const where = describe(over ? String(over.id) : undefined);
      return where ? t('forms.drag.over', { name: nameOf(String(active.id)), ...where }) : undefined;
    },
    onDragEnd: ({ active, over }: DragEndEvent) => {
      const where = describe(over ? String(over.id) : undefined);
      return where ? t('forms.drag.dropped', { name: nameOf(String(active.id)), ...where }) : undefined;
    },
    onDragCancel: ({ active }: { active: DragStartEvent['active'] }) =>
      t('forms.drag.cancelled', { name: nameOf(String(active.id)) }),
  };
  return {
    /** The form as it is shown while something is dragged. */
    current,
    activeId,
    context: {
      sensors,
      collisionDetection: detectOver,
      modifiers: [alongTheList],
      accessibility: { announcements, screenReaderInstructions: { draggable: t('forms.drag.instructions') } },
      onDragStart: ({ active }: DragStartEvent) => setActiveId(String(active.id)),
      onDragOver: ({ active, over }: DragOverEvent) => {
        const place = over ? targetPlace(current, String(over.id)) : undefined;
        const from = placeOf(current, String(active.id));
        if (!place || !from || place.pageId === from.pageId) return;
        isResting.current = true;
        setShown(moveField(current, String(active.id), place));
      },
      onDragMove: ({ activatorEvent }: DragMoveEvent) => {
        if (activatorEvent instanceof PointerEvent) isResting.current = false;
      },
      onDragEnd: ({ active, over }: DragEndEvent) => {
        const id = String(active.id);
        const place = over ? targetPlace(current, String(over.id)) : undefined;
        if (place) onMove(id, place);
        reset();
      },
      onDragCancel: reset,
    },
  };
};
