import { MASK, type Auth, type HeaderField } from '../../../shared/contracts/webhook';
import { PluginError, type FieldError } from '../kernel/errors';

/** The parts of a webhook that may hold secret values. */
export interface Credentials {
  readonly auth: Auth;
  readonly headers: readonly HeaderField[];
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

const keepAuth = (auth: unknown, stored: Credentials | null, errors: FieldError[]): unknown => {
  if (!isRecord(auth)) return auth;
  const part = SECRET_PART[auth.kind as keyof typeof SECRET_PART];
  if (part === undefined || auth[part] !== MASK) return auth;
  if (stored !== null && stored.auth.kind === auth.kind)
    return { ...auth, [part]: (stored.auth as unknown as Record<string, unknown>)[part] };
  errors.push({ path: `auth.${part}`, message: 'There is no stored value to keep; enter it again.' });
  return auth;
};

const keepHeader = (header: unknown, index: number, stored: Credentials | null, errors: FieldError[]): unknown => {
  if (!isRecord(header) || header.value !== MASK) return header;
  const path = `headers.${index}.value`;
  const name = String(header.name).toLowerCase();
  const kept = stored?.headers.find((one) => one.isSecret && one.name.toLowerCase() === name);
  if (!kept) errors.push({ path, message: 'There is no stored value to keep for a header of this name; enter it again.' });
  // Otherwise unticking "secret" would show what was hidden.
  else if (header.isSecret !== true) errors.push({ path, message: 'A secret value cannot be made visible; enter it again.' });
  else return { ...header, value: kept.value };
  return header;
};

/**
 * Puts stored values back where an input carries `MASK`, before it is parsed. `stored` is `null` for a new webhook, and where stored values
 * cannot be decrypted. Gives the faults instead of throwing, so that a form shows them together with all others.
 */
export const keepMasked = (
  input: unknown,
  stored: Credentials | null
): { readonly input: unknown; readonly errors: readonly FieldError[] } => {
  if (!isRecord(input)) return { input, errors: [] };
  const errors: FieldError[] = [];
  const auth = keepAuth(input.auth, stored, errors);
  const headers = Array.isArray(input.headers)
    ? input.headers.map((header, index) => keepHeader(header, index, stored, errors))
    : input.headers;
  return { input: { ...input, ...('auth' in input ? { auth } : {}), ...('headers' in input ? { headers } : {}) }, errors };
};

/** Parses an input whose masks are filled, and reports the faults of both steps at once. Throws `INVALID_INPUT`. */
export const parseKeeping = <T>(input: unknown, stored: Credentials | null, parse: (input: unknown) => T): T => {
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
