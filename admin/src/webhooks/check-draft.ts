import { MASK, type WebhookView } from '../../../shared/contracts';
import { newOrigin } from '../../../shared/kept-secrets';
import type { Texts } from '../ui/useTexts';
import type { Draft } from './draft';
import type { Fault } from '../api/faults';

const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** Secret values that are kept although the webhook would send them to a server that they were not entered for. */
const strayFaults = ({ receivers, auth, headers }: Draft, stored: WebhookView, t: Texts): readonly Fault[] => {
  const stray = newOrigin(
    receivers.map(({ url }) => url),
    stored.receivers.map(({ url }) => url)
  );
  const fault = (path: string, origin: string): Fault => ({ path, message: t('webhooks.fault.kept-secret', { origin }) });
  const secret = Object.entries(auth).find(([, value]) => value === MASK)?.[0];
  const strayToken =
    auth.kind === 'oauth2' && stored.auth.kind === 'oauth2' ? newOrigin([auth.tokenUrl], [stored.auth.tokenUrl]) : null;
  const authOrigin = stray ?? strayToken;
  return [
    ...(secret !== undefined && authOrigin !== null ? [fault(`auth.${secret}`, authOrigin)] : []),
    ...headers.flatMap(({ value }, index) => (value === MASK && stray !== null ? [fault(`headers.${index}.value`, stray)] : [])),
  ];
};

/**
 * The slips nearly everybody makes, said at once and in the administrator's language. Everything else is left to the server, which checks all
 * of it again.
 */
export const checkDraft = (draft: Draft, stored: WebhookView | null, t: Texts): readonly Fault[] => [
  ...(draft.name.trim() === '' ? [{ path: 'name', message: t('webhooks.fault.name') }] : []),
  ...draft.receivers.flatMap(({ url }, index) => {
    if (url === '') return [{ path: `receivers.${index}.url`, message: t('webhooks.fault.url-missing') }];
    return isWebAddress(url) ? [] : [{ path: `receivers.${index}.url`, message: t('webhooks.fault.url') }];
  }),
  ...(draft.events.length === 0 ? [{ path: 'events', message: t('webhooks.fault.events') }] : []),
  ...draft.headers.flatMap(({ name }, index) =>
    name.trim() === '' ? [{ path: `headers.${index}.name`, message: t('webhooks.fault.header') }] : []
  ),
  ...(stored ? strayFaults(draft, stored, t) : []),
];
