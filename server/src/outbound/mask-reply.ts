import { MASK } from '../../../shared/contracts/webhook';
import type { Reply } from '../http/send';

type Answered = Extract<Reply, { kind: 'answered' }>;

/** What is shorter is found in any text by chance, and a log full of masks helps nobody. */
const SHORTEST_SECRET = 6;

const SET_BY_RECEIVERS = new Set(['set-cookie']);

/** The password in `Basic …`, which a receiver may well repeat in clear. */
const passwordOf = (value: string): readonly string[] => {
  const encoded = /^basic (\S+)$/i.exec(value)?.[1];
  if (encoded === undefined) return [];
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return [pair.slice(pair.indexOf(':') + 1)];
};

/** Spelled the same everywhere: no quote, no backslash, nothing outside of ASCII. Most secrets are; looking at it costs little. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A secret as a body may spell it: as it was sent, in UTF-8, and inside JSON. Bytes as characters, see `maskReply`. */
const spellingsOf = (secret: string): readonly string[] => {
  if (PLAIN.test(secret)) return [secret];
  const spelled = [secret, JSON.stringify(secret).slice(1, -1)];
  return spelled.flatMap((text) => [text, Buffer.from(text, 'utf8').toString('latin1')]);
};

/** The secret values of a request, and what they are made of: the token of `Bearer …`, each signature. Longest first. */
const secretsOf = (headers: Readonly<Record<string, string>>, secretHeaderNames: ReadonlySet<string>): readonly string[] => {
  const values = Object.entries(headers).flatMap(([name, value]) => (secretHeaderNames.has(name.toLowerCase()) ? [value] : []));
  const parts = values.flatMap((value) => [value, ...value.split(' '), ...passwordOf(value)]);
  const known = new Set(parts.filter(({ length }) => length >= SHORTEST_SECRET).flatMap(spellingsOf));
  return [...known].sort((a, b) => b.length - a.length);
};

const MASK_BYTES = Buffer.from(MASK, 'utf8').toString('latin1');

/**
 * An answer as logs and previews may show it. Some receivers answer with the request that they got (echo services, error pages with a dump of
 * the headers): its secrets are masked there as well. Bytes that hold none stay as they came.
 */
export const maskReply = (
  reply: Answered,
  sent: { readonly headers: Readonly<Record<string, string>>; readonly secretHeaderNames: ReadonlySet<string> }
): Answered => {
  const secrets = secretsOf(sent.headers, sent.secretHeaderNames);
  const hide = (text: string, mask: string): string => secrets.reduce((left, secret) => left.replaceAll(secret, () => mask), text);
  // One character per byte, so that a body of any coding survives.
  const bytes = reply.body.toString('latin1');
  const hidden = hide(bytes, MASK_BYTES);
  return {
    ...reply,
    headers: reply.headers.map(
      ([name, value]) => [name, SET_BY_RECEIVERS.has(name.toLowerCase()) ? MASK : hide(value, MASK)] as const
    ),
    body: hidden === bytes ? reply.body : Buffer.from(hidden, 'latin1'),
  };
};
