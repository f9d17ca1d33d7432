import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

import type { FormDefinition, FormField, FormSettings, FormView } from '../../../../shared/contracts/form';
import { draftOf, isSame, type Draft } from '../draft/draft';
import { fieldsOf } from '../draft/fields';
import { begin, redo, settle, step, undo, type History } from '../draft/history';
import type { PlacedFault } from './faults';

/** What the column beside the canvas shows. */
export type Selection =
  | {
      readonly kind: 'field';
      readonly id: string;
      readonly tab: PaneTab;
      /** Just added: its label waits to be written over. */
      readonly isNew?: boolean;
    }
  | { readonly kind: 'page'; readonly id: string }
  | null;

/** The parts of a field's settings. */
export const PANE_TABS = ['basic', 'validation', 'conditions'] as const;
export type PaneTab = (typeof PANE_TABS)[number];

interface Builder {
  /** As it is stored. */
  readonly form: FormView;
  /** As it is on the screen. */
  readonly draft: Draft;
  readonly isReadOnly: boolean;
  readonly isModified: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes the draft, as one step. Steps about the same thing in a row are one. */
  readonly edit: (change: (draft: Draft) => Draft, about?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Ends a run of letters: what is typed next is undone by itself. */
  readonly settle: () => void;
  /** Takes what was stored as the state to compare with; edits made meanwhile stay. */
  readonly accept: (form: FormView, sent: Draft) => void;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly faults: Found;
  readonly setFaults: (found: Found) => void;
}

/** What was wrong with a draft when it was last saved. */
export interface Found {
  readonly draft: Draft;
  readonly found: readonly PlacedFault[];
}

const BuilderContext = createContext<Builder | null>(null);

interface Baseline {
  readonly form: FormView;
  readonly draft: Draft;
}

/** The draft of a form with its history, for everything below. */
export const BuilderProvider = ({
  form: initial,
  isReadOnly,
  children,
}: {
  form: FormView;
  isReadOnly: boolean;
  children: ReactNode;
}) => {
  const [baseline, setBaseline] = useState<Baseline>(() => ({ form: initial, draft: draftOf(initial) }));
  const [history, setHistory] = useState<History<Draft>>(() => begin(baseline.draft));
  const [selection, select] = useState<Selection>(null);
  const [faults, setFaults] = useState<Found>({ draft: baseline.draft, found: [] });

  const edit = useCallback(
    (change: (draft: Draft) => Draft, about?: string) => {
      if (!isReadOnly) setHistory((now) => step(now, change(now.present), about));
    },
    [isReadOnly]
  );
  const accept = useCallback((form: FormView, sent: Draft) => {
    setBaseline({ form, draft: sent });
    setFaults({ draft: sent, found: [] });
  }, []);
  const moves = useMemo(
    () => ({
      undo: () => setHistory(undo),
      redo: () => setHistory(redo),
      settle: () => setHistory(settle),
    }),
    []
  );
  const isModified = useMemo(() => !isSame(history.present, baseline.draft), [history.present, baseline.draft]);
  const value = useMemo(
    () => ({
      form: baseline.form,
      draft: history.present,
      isReadOnly,
      isModified,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      edit,
      ...moves,
      accept,
      selection,
      select,
      faults,
      setFaults,
    }),
    [baseline, history, isReadOnly, isModified, edit, moves, accept, selection, faults]
  );
  return <BuilderContext.Provider value={value}>{children}</BuilderContext.Provider>;
};

/** The builder around a component. */
export const useBuilder = (): Builder => {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('useBuilder is used outside of a BuilderProvider');
  return builder;
};

/** The definition in the draft, and how it is changed. */
export const useDefinition = () => {
  const { draft, edit } = useBuilder();
  const editDefinition = useCallback(
    (change: (definition: FormDefinition) => FormDefinition, about?: string) =>
      edit((before) => {
        const definition = change(before.definition);
        return Object.is(definition, before.definition) ? before : { ...before, definition };
      }, about),
    [edit]
  );
  return { definition: draft.definition, edit: editDefinition };
};

/** The settings in the draft, and how one of them is changed. */
export const useSettings = () => {
  const { definition, edit } = useDefinition();
  const set = useCallback(
    <K extends keyof FormSettings>(name: K, value: FormSettings[K], about?: string) =>
      edit(
        (before) => ({ ...before, settings: { ...before.settings, [name]: value } }),
        `settings.${about === undefined ? name : `${name}.${about}`}`
      ),
    [edit]
  );
  return { settings: definition.settings, set };
};

/** Whether a field has answers, or may have: its key stays what it is, and what is deleted is remembered. */
export const useIsLocked = () => {
  const { form } = useBuilder();
  return useCallback((key: string) => form.lockedKeys.includes(key), [form.lockedKeys]);
};

/** Whether a field was made since the last save: its key may still follow its label. */
export const useIsNewField = () => {
  const { form } = useBuilder();
  const stored = useMemo(() => new Set(fieldsOf(form.definition).map(({ id }) => id)), [form.definition]);
  return useCallback(({ id }: FormField) => !stored.has(id), [stored]);
};
