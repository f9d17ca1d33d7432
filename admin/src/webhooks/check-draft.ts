import type { Texts } from '../ui/useTexts';
import type { Draft } from './draft';
import type { Fault } from './faults';

const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/**
 * The slips nearly everybody makes, said at once and in the administrator's language. Everything else is left to the server, which checks all
 * of it again.
 */
export const checkDraft = (draft: Draft, t: Texts): readonly Fault[] => [
  ...(draft.name.trim() === '' ? [{ path: 'name', message: t('webhooks.fault.name') }] : []),
  ...draft.receivers.flatMap(({ url }, index) => {
    if (url === '') return [{ path: `receivers.${index}.url`, message: t('webhooks.fault.url-missing') }];
    return isWebAddress(url) ? [] : [{ path: `receivers.${index}.url`, message: t('webhooks.fault.url') }];
  }),
  ...(draft.events.length === 0 ? [{ path: 'events', message: t('webhooks.fault.events') }] : []),
  ...draft.headers.flatMap(({ name }, index) =>
    name.trim() === '' ? [{ path: `headers.${index}.name`, message: t('webhooks.fault.header') }] : []
  ),
];
