import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { useMemo, type ComponentProps } from 'react';

import { FieldRow } from './FieldRow';

type SortableFieldProps = Omit<ComponentProps<typeof FieldRow>, 'handle' | 'style' | 'look' | 'ref'> & { readonly pageId: string };

/** A row that can be dragged by its handle, with the pointer or the keyboard. */
export const SortableField = ({ pageId, ...props }: SortableFieldProps) => {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: props.field.id,
    disabled: props.isReadOnly ?? false,
    data: { pageId },
  });
  const handle = useMemo(() => ({ ref: setActivatorNodeRef, attributes, listeners }), [setActivatorNodeRef, attributes, listeners]);
  const style = {
    transform: CSS.Transform.toString(transform && { ...transform, scaleX: 1, scaleY: 1 }) ?? '',
    ...(transition ? { transition } : {}),
  };
  return <FieldRow {...props} ref={setNodeRef} handle={handle} style={style} look={isDragging ? 'hole' : 'row'} />;
};
