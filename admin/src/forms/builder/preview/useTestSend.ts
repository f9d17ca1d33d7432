import { useCallback, useState } from 'react';

import type { AnswerFault, SubmissionReceipt } from '../../../../../shared/contracts/form';
import { faultsOf } from '../../../api/faults';
import { useTexts } from '../../../ui/useTexts';
import { useTestFormMutation } from '../../forms.api';
import { useBuilder } from '../useBuilder';
import type { Send } from './mount-preview';

const messageOf = (error: unknown): string => {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === 'string' ? message : '';
};

/**
 * Sends what was filled in as a test: stored and delivered like any other, but marked. Only what is saved can be tested. `receipt` is that of
 * the last test.
 */
export const useTestSend = (locale: string): { readonly send: Send; readonly receipt: SubmissionReceipt | null } => {
  const t = useTexts();
  const { form, isModified } = useBuilder();
  const [test] = useTestFormMutation();
  const [receipt, setReceipt] = useState<SubmissionReceipt | null>(null);
  const send = useCallback<Send>(
    async ({ answers, files }) => {
      const refused = (message: string, faults: readonly AnswerFault[] = []) =>
        ({ kind: 'refused', status: 400, code: 'TEST', message, faults, retryAfterSeconds: null }) as const;
      if (isModified) return refused(t('forms.test.save-first'));
      // A test is JSON: files stay here.
      const sent = Object.fromEntries(Object.entries(answers).filter(([key]) => (files[key] ?? []).length === 0));
      const answer = await test({ id: form.id, answers: sent, locale });
      if (!('error' in answer)) {
        setReceipt(answer.data);
        return { kind: 'answered', value: answer.data };
      }
      const faults = faultsOf(answer.error).map(({ path, message }) => ({ path, code: 'invalid', message }));
      return refused(messageOf(answer.error), faults);
    },
    [t, form.id, isModified, test, locale]
  );
  // Once the draft is another one, the test was of another form.
  return { send, receipt: isModified ? null : receipt };
};
