import { OWN_HEADERS } from '../http/header-rules';

/** Made for each request from the body and the event; a webhook that set one would contradict them. */
const RESERVED_NAMES = ['content-type', 'content-encoding', 'x-strapi-event', 'x-hub-signature-256', 'ms-signature'];
const RESERVED_PREFIXES = ['webhook-', 'x-switchboard-', 'ce-'];

/** Whether a header belongs to HTTP or to us and is therefore closed to webhooks: framing, body type, identity, signatures. */
export const isReservedHeader = (name: string): boolean => {
  const lower = name.toLowerCase();
  return OWN_HEADERS.has(lower) || RESERVED_NAMES.includes(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix));
};
