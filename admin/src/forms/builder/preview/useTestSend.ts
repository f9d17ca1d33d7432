import { useCallback } from 'react';

import type { AnswerFault } from '../../../../../shared/contracts/form';
import { faultsOf } from '../../../api/faults';
import { useTexts } from '../../../ui/useTexts';
import { useTestFormMutation } from '../../forms.api';
import { useBuilder } from '../useBuilder';
import type { Send } from './mount-preview';

const messageOf = (error: unknown): string => {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : '';
};

/** Sends what was filled in as a test: stored and delivered like any other, but marked. Only what is saved can be tested. */
export const useTestSend = (locale: string): Send => {
  const t = useTexts();
  const { form, isModified } = useBuilder();
  const [test] = useTestFormMutation();
  return useCallback<Send>(
    async ({ answers, files }) => {
      const refused = (message: string, faults: readonly AnswerFault[] = []) =>
        ({ kind: 'refused', status: 400, code: 'TEST', message, faults, retryAfterSeconds: null }) as const;
      if (isModified) return refused(t('forms.test.save-first'));
      // A test is JSON: files stay here.
      const sent = Object.fromEntries(Object.entries(answers).filter(([key]) => (files[key] ?? []).length === 0));
      const answer = await test({ id: form.id, answers: sent, locale });
      if (!('error' in answer)) return { kind: 'answered', value: answer.data };
      const faults = faultsOf(answer.error).map(({ path, message }) => ({ path, code: 'invalid', message }));
      return refused(messageOf(answer.error), faults);
    },
    [t, form.id, isModified, test, locale]
  );
};
