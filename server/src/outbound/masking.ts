import { MASK, type Auth, type HeaderField } from '../../../shared/contracts/webhook';
import { newOrigin } from '../../../shared/kept-secrets';
import { PluginError, type FieldError } from '../kernel/errors';

/** The parts of a webhook that may hold secret values. */
export interface Credentials {
  readonly auth: Auth;
  readonly headers: readonly HeaderField[];
}

/** Stored credentials, and where they may go without being entered again. */
export interface Kept extends Credentials {
  /** The receiver URLs that they were entered for; `null` where nothing of them is sent. */
  readonly urls: readonly string[] | null;
}

/** Which value of each kind of auth is secret. */
const SECRET_PART = { basic: 'password', bearer: 'token', header: 'value', oauth2: 'clientSecret' } as const;

/** Whether anything in them must be sealed. */
export const hasSecrets = ({ auth, headers }: Credentials): boolean =>
  auth.kind !== 'none' || headers.some(({ isSecret }) => isSecret);

/** The same with `MASK` in place of every secret value. */
export const maskCredentials = ({ auth, headers }: Credentials): Credentials => ({
  auth: auth.kind === 'none' ? auth : { ...auth, [SECRET_PART[auth.kind]]: MASK },
  headers: headers.map((header) => (header.isSecret ? { ...header, value: MASK } : header)),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a mask stands for goes to no server that it was not entered for. Gives the sentence that says so. */
const strayFault = (urls: readonly unknown[], known: readonly string[]): string | null => {
  const origin = newOrigin(urls, known);
  return origin && `The stored value was not entered for ${origin}; enter it again to send it there.`;
};

const receiverUrls = (input: Record<string, unknown>): readonly unknown[] =>
  Array.isArray(input.receivers) ? input.receivers.map((receiver: unknown) => (isRecord(receiver) ? receiver.url : receiver)) : [];

const keepAuth = (auth: unknown, stored: Kept | null, stray: string | null, errors: FieldError[]): unknown => {
  if (!isRecord(auth)) return auth;
  const part = SECRET_PART[auth.kind as keyof typeof SECRET_PART];
  if (part === undefined || auth[part] !== MASK) return auth;
  const path = `auth.${part}`;
  if (stored === null || stored.auth.kind !== auth.kind) {
    errors.push({ path, message: 'There is no stored value to keep; enter it again.' });
    return auth;
  }
  // The token that the secret is exchanged for goes to the receivers, the secret itself to the token endpoint.
  const strayToken =
    stored.auth.kind === 'oauth2' && stored.urls !== null ? strayFault([auth.tokenUrl], [stored.auth.tokenUrl]) : null;
  const message = stray ?? strayToken;
  if (message !== null) errors.push({ path, message });
  return { ...auth, [part]: (stored.auth as unknown as Record<string, unknown>)[part] };
};

const keepHeader = (header: unknown, index: number, stored: Kept | null, stray: string | null, errors: FieldError[]): unknown => {
  if (!isRecord(header) || header.value !== MASK) return header;
  const path = `headers.${index}.value`;
  const name = String(header.name).toLowerCase();
  const kept = stored?.headers.find((one) => one.isSecret && one.name.toLowerCase() === name);
  if (!kept) errors.push({ path, message: 'There is no stored value to keep for a header of this name; enter it again.' });
  // Otherwise unticking "secret" would show what was hidden.
  else if (header.isSecret !== true) errors.push({ path, message: 'A secret value cannot be made visible; enter it again.' });
  else if (stray !== null) errors.push({ path, message: stray });
  else return { ...header, value: kept.value };
  return header;
};

/**
 * Puts stored values back where an input carries `MASK`, before it is parsed. `stored` is `null` for a new webhook, and where stored values
 * cannot be decrypted. Gives the faults instead of throwing, so that a form shows them together with all others.
 */
export const keepMasked = (
  input: unknown,
  stored: Kept | null
): { readonly input: unknown; readonly errors: readonly FieldError[] } => {
  if (!isRecord(input)) return { input, errors: [] };
  const errors: FieldError[] = [];
  const stray = stored?.urls ? strayFault(receiverUrls(input), stored.urls) : null;
  const auth = keepAuth(input.auth, stored, stray, errors);
  const headers = Array.isArray(input.headers)
    ? input.headers.map((header, index) => keepHeader(header, index, stored, stray, errors))
    : input.headers;
  return { input: { ...input, ...('auth' in input ? { auth } : {}), ...('headers' in input ? { headers } : {}) }, errors };
};

/** Parses an input whose masks are filled, and reports the faults of both steps at once. Throws `INVALID_INPUT`. */
export const parseKeeping = <T>(input: unknown, stored: Kept | null, parse: (input: unknown) => T): T => {
  const filled = keepMasked(input, stored);
  try {
    const parsed = parse(filled.input);
    if (filled.errors.length > 0) throw new PluginError('INVALID_INPUT', filled.errors);
    return parsed;
  } catch (error) {
    if (!(error instanceof PluginError) || error.fields === filled.errors) throw error;
    const masked = new Set(filled.errors.map(({ path }) => path));
    throw new PluginError('INVALID_INPUT', [...filled.errors, ...error.fields.filter(({ path }) => !masked.has(path))], {
      cause: error,
    });
  }
};
