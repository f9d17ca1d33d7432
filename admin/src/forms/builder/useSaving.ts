import { useState } from 'react';

import type { FormView } from '../../../../shared/contracts/form';
import { faultsOf } from '../../api/faults';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { draftOf, type Draft } from '../draft/draft';
import { formsApi, usePublishFormMutation, useUpdateFormMutation } from '../forms.api';
import { placeFault } from './faults';
import { useBuilder } from './useBuilder';

/** Somebody else has saved the form since it was read here. */
const isConflict = (error: unknown): boolean => {
  const { status, details, name } = (error ?? {}) as { status?: number; name?: string; details?: { code?: string } };
  return status === 409 && [name, details?.code].includes('FORM_CHANGED');
};

/** Saving and publishing: what comes of it goes to the builder. */
export const useSaving = () => {
  const t = useTexts();
  const { succeed, fail } = useNotices();
  const { form, draft, isModified, accept, edit, setFaults } = useBuilder();
  const [update, { isLoading: isSaving }] = useUpdateFormMutation();
  const [publish, { isLoading: isPublishing }] = usePublishFormMutation();
  const [readAgain] = formsApi.useLazyGetFormQuery();
  const [theirs, setTheirs] = useState<FormView | null>(null);

  const refuse = async (error: unknown, sent: Draft): Promise<void> => {
    if (isConflict(error)) {
      const now = await readAgain(form.id, false);
      if (now.data) setTheirs(now.data);
      else fail(now.error ?? error);
      return;
    }
    const found = faultsOf(error).map((fault) => placeFault(sent.definition, fault));
    if (found.length > 0) setFaults({ draft: sent, found });
    else fail(error);
  };

  const send = async (revision: number): Promise<FormView | null> => {
    const answer = await update({ id: form.id, input: { ...draft, revision } });
    if (!('error' in answer)) {
      accept(answer.data, draft);
      return answer.data;
    }
    await refuse(answer.error, draft);
    return null;
  };

  const save = async (revision = form.revision): Promise<void> => {
    if (await send(revision)) succeed(t('forms.saved'));
  };
  /** Saves what is not saved, then publishes. */
  const goLive = async (): Promise<void> => {
    const saved = isModified ? await send(form.revision) : form;
    if (!saved) return;
    const answer = await publish({ id: form.id, revision: saved.revision });
    if ('error' in answer) return refuse(answer.error, draft);
    accept(answer.data, draft);
    succeed(t('forms.published', { version: answer.data.version ?? 1 }));
  };
  return {
    save,
    publish: goLive,
    isSaving: isSaving || isPublishing,
    /** What somebody else has saved meanwhile, until it is decided whose stays. */
    theirs,
    keepMine: async () => {
      if (!theirs) return;
      setTheirs(null);
      await save(theirs.revision);
    },
    /** Theirs come in as a step of their own: undoing it brings back what was written here. */
    takeTheirs: () => {
      if (!theirs) return;
      const next = draftOf(theirs);
      edit(() => next);
      accept(theirs, next);
      setTheirs(null);
    },
    decideLater: () => setTheirs(null),
  };
};

export type Saving = ReturnType<typeof useSaving>;
