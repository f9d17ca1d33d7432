import type { FormSettings, FormVersion, PublicForm } from '../../../shared/contracts/form';
import { PluginError } from '../kernel/errors';
import { atLeisure } from '../kernel/at-leisure';
import type { Clock } from '../kernel/clock';
import type { SubmissionStore } from './ports';

/** Whether a form takes submissions at an instant. `count`: complete ones so far; asked for only where there is a limit. Pure. */
export const openingOf = (settings: FormSettings, now: number, count: number): PublicForm['state'] => {
  if (settings.opensAt !== null && now < Date.parse(settings.opensAt)) return { kind: 'not-yet', opensAt: settings.opensAt };
  const isOver = settings.closesAt !== null && now >= Date.parse(settings.closesAt);
  const isFull = settings.maxSubmissions !== null && count >= settings.maxSubmissions;
  return isOver || isFull ? { kind: 'closed', message: settings.closedMessage } : { kind: 'open' };
};

/** Whether a form takes submissions now. */
export type StateOf = (form: FormVersion) => Promise<PublicForm['state']>;

export const createStateOf = (submissions: Pick<SubmissionStore, 'countComplete'>, clock: Clock): StateOf => {
  // Anybody may ask, as often as they like; what decides is counted in the transaction.
  const countComplete = atLeisure((formId: string) => submissions.countComplete(formId, null), clock);
  return async ({ formId, definition: { settings } }) =>
    openingOf(settings, clock(), settings.maxSubmissions === null ? 0 : await countComplete(formId));
};

/** Throws where a form takes nothing. */
export const refuseUnlessOpen = (state: PublicForm['state']): void => {
  if (state.kind === 'closed')
    throw new PluginError('FORM_CLOSED', state.message === '' ? [] : [{ path: '', message: state.message }]);
  if (state.kind === 'not-yet') throw new PluginError('FORM_NOT_OPEN');
};
