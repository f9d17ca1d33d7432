import type {
  AnswerFault,
  PublicForm,
  StoredFile,
  SubmissionReceipt,
  SubmissionRequest,
  Values,
} from '../../../shared/contracts/form';
import { loadMore } from './load-more';
import type { RawAnswer } from './upload';

/** Where a form is, and in which language it is wanted. */
export interface FormAddress {
  /** Address of the Strapi site, e.g. `https://cms.example.com`; '' where the page is on the same. */
  readonly server: string;
  /** The form's key. */
  readonly form: string;
  readonly locale?: string | undefined;
}

/** What the server refused, in its words. */
export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  /** A code of docs/errors.md, e.g. `FORM_CLOSED`. */
  readonly code: string;
  readonly message: string;
  /** Faults at fields; empty when the refusal is about something else. */
  readonly faults: readonly AnswerFault[];
  readonly retryAfterSeconds: number | null;
}

/** No answer came: the request may have arrived or not. */
export interface Unreachable {
  readonly kind: 'unreachable';
}

/** What came of a request. Never thrown: a page that is offline is nothing unexpected. */
export type Answer<T> = { readonly kind: 'answered'; readonly value: T } | Refusal | Unreachable;

/** A partial submission that is taken up again. */
export interface Resumed {
  readonly answers: Values;
  readonly files: Readonly<Record<string, readonly StoredFile[]>>;
  /** Id of the page to go on with. */
  readonly page: string | null;
}

/** A submission on its way: what a `SubmissionRequest` says, and the files. */
export interface Outgoing extends SubmissionRequest {
  readonly files: Readonly<Record<string, readonly File[]>>;
  /** Name of the field that a person leaves empty. */
  readonly trap: string | null;
}

/** What a mounted form needs of the server. An own one may stand in its place, e.g. for a preview. */
export interface FormServer {
  load(): Promise<Answer<PublicForm>>;
  resume(token: string): Promise<Answer<Resumed>>;
  /** `onProgress` hears shares from 0 to 1 while files travel. */
  send(outgoing: Outgoing, resumeToken: string | null, onProgress?: (share: number) => void): Promise<Answer<SubmissionReceipt>>;
  /** Counts, for the form's insights. Nothing depends on it. */
  note(what: { readonly kind: 'view' | 'start' } | { readonly kind: 'page'; readonly page: string }): void;
}

const LONGEST_WAIT_MS = 30_000;
type RawError = { name?: unknown; message?: unknown; details?: { errors?: unknown } };
type RawFault = { path?: unknown; name?: unknown; message?: unknown };

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const faultOf = ({ path, name, message }: RawFault): AnswerFault => ({
  path: Array.isArray(path) ? text(path[0]) : text(path),
  code: text(name),
  message: text(message),
});

const read = <T>({ status, body, retryAfter }: RawAnswer): Answer<T> => {
  const parsed = parse(body) as { data?: unknown; error?: RawError } | null;
  if (status >= 200 && status < 300 && parsed) return { kind: 'answered', value: (parsed.data ?? parsed) as T };
  // A proxy or a captive portal in between speaks no JSON, or says 5xx: as if nobody had answered.
  if (!parsed?.error || status >= 500) return { kind: 'unreachable' };
  const { name, message, details } = parsed.error;
  const seconds = Number(retryAfter ?? Number.NaN);
  return {
    kind: 'refused',
    status,
    code: text(name),
    message: text(message),
    faults: Array.isArray(details?.errors) ? (details.errors as RawFault[]).map(faultOf) : [],
    retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : null,
  };
};

const call = async <T>(method: string, url: string, body?: URLSearchParams): Promise<Answer<T>> => {
  try {
    const response = await fetch(url, {
      method,
      // Logged-in visitors of the same site are known by their session; other sites get no cookies.
      credentials: 'same-origin',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
      ...(body ? { body } : {}),
    });
    return read({ status: response.status, body: await response.text(), retryAfter: response.headers.get('retry-after') });
  } catch {
    return { kind: 'unreachable' };
  }
};

/** Parts beside the answers, as plain HTML posts name them. */
const PARTS = {
  token: '_token',
  idempotencyKey: '_key',
  locale: '_locale',
  page: '_page',
  proofOfWork: '_proofOfWork',
  captcha: '_captcha',
  pageUrl: '_pageUrl',
  referrer: '_referrer',
} as const satisfies Partial<Record<keyof SubmissionRequest, string>>;

/**
 * What a plain HTML form would post: the answers are what its controls give, and the server reads them as such. Without files it needs no
 * multipart, and as JSON it would make every browser ask for permission first.
 */
const toPairs = ({ answers, trap, honeypot, ...request }: Outgoing): [string, string][] => {
  const beside = Object.entries(PARTS).map(([key, part]) => [part, request[key as keyof typeof PARTS] ?? ''] as const);
  const asked = Object.entries(answers).flatMap(([key, answer]) =>
    (Array.isArray(answer) ? (answer as readonly unknown[]) : [answer]).map((one) => [key, String(one ?? '')] as const)
  );
  const trapped = trap === null ? [] : [[trap, honeypot ?? ''] as const];
  return [...beside.filter(([, value]) => value !== ''), ...trapped, ...asked].map(([name, value]) => [name, value]);
};

/** The public API of one form. Runs in browsers; `load` also in Node, for pages that are drawn on a server. */
export const formServer = ({ server, form, locale }: FormAddress): FormServer => {
  const base = `${server.replace(/\/+$/, '')}/api/switchboard/forms/${encodeURIComponent(form)}`;
  return {
    load: () => call('GET', locale ? `${base}?locale=${encodeURIComponent(locale)}` : base),
    resume: (token) => call('GET', `${base}/submissions/${encodeURIComponent(token)}`),
    send: async (outgoing, resumeToken, onProgress) => {
      const url = resumeToken === null ? `${base}/submissions` : `${base}/submissions/${encodeURIComponent(resumeToken)}`;
      const method = resumeToken === null ? 'POST' : 'PATCH';
      const pairs = toPairs(outgoing);
      const files = Object.entries(outgoing.files).flatMap(([key, list]) => list.map((file) => [key, file] as const));
      if (files.length === 0) return call(method, url, new URLSearchParams(pairs));
      const form = new FormData();
      for (const [name, value] of pairs) form.append(name, value);
      for (const [key, file] of files) form.append(key, file, file.name);
      const more = await loadMore().catch(() => null);
      const answer = await more?.upload(method, url, form, onProgress);
      return answer ? read(answer) : { kind: 'unreachable' };
    },
    note: (what) => {
      // `keepalive`, because the page may be left in the same moment; as plain text, for which no browser asks for permission first.
      void fetch(`${base}/seen`, { method: 'POST', keepalive: true, body: JSON.stringify(what) }).catch(() => undefined);
    },
  };
};

/** A form as the server shows it; throws a sentence where there is none. For pages that are drawn on a server. */
export const loadForm = async (address: FormAddress): Promise<PublicForm> => {
  const answer = await formServer(address).load();
  if (answer.kind === 'answered') return answer.value;
  const why = answer.kind === 'refused' ? answer.message || answer.code : 'the server did not answer';
  throw new Error(`expected a form "${address.form}" at ${address.server || 'this site'}: ${why}`);
};
