import type { FormSettings, PublicForm } from '../../../shared/contracts/form';

/** Whether a form takes submissions at an instant. `count`: complete ones so far; asked for only where there is a limit. Pure. */
export const openingOf = (settings: FormSettings, now: number, count: number): PublicForm['state'] => {
  if (settings.opensAt !== null && now < Date.parse(settings.opensAt)) return { kind: 'not-yet', opensAt: settings.opensAt };
  const isOver = settings.closesAt !== null && now >= Date.parse(settings.closesAt);
  const isFull = settings.maxSubmissions !== null && count >= settings.maxSubmissions;
  return isOver || isFull ? { kind: 'closed', message: settings.closedMessage } : { kind: 'open' };
};
