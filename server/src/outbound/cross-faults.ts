import type { FieldError } from '../kernel/errors';
import { isRecord } from '../kernel/expected';

interface Repeated {
  readonly path: string;
  readonly of: number;
}

/** Elements whose key came before; positions of the earlier ones count from 1, as people count. */
const repeated = (
  list: unknown,
  path: string,
  keyOf: (element: Readonly<Record<string, unknown>>) => string | null
): readonly Repeated[] => {
  const first = new Map<string, number>();
  return (Array.isArray(list) ? list : []).flatMap((element, i) => {
    const key = isRecord(element) ? keyOf(element) : null;
    if (key === null) return [];
    const of = first.get(key);
    if (of === undefined) first.set(key, i + 1);
    return of === undefined ? [] : [{ path: path.replace('*', String(i)), of }];
  });
};

const urlKey = ({ url }: Readonly<Record<string, unknown>>): string | null =>
  typeof url === 'string' && URL.canParse(url) ? new URL(url).href : null;

const textKey =
  (name: string) =>
  (element: Readonly<Record<string, unknown>>): string | null =>
    typeof element[name] === 'string' && element[name] !== '' ? element[name].toLowerCase() : null;

/** Faults of a webhook that lie between fields, each with a sentence at the later of them. Takes anything: single fields are judged elsewhere. */
export const crossFaults = (webhook: Readonly<Record<string, unknown>>): readonly FieldError[] => [
  ...repeated(webhook['receivers'], 'receivers.*.url', urlKey).map(({ path, of }) => ({
    path,
    message: `Expected each URL once, got the one of receiver URL ${of} again.`,
  })),
  ...repeated(webhook['receivers'], 'receivers.*.id', textKey('id')).map(({ path, of }) => ({
    path,
    message: `Expected each id once, got the one of receiver URL ${of} again.`,
  })),
  ...repeated(webhook['headers'], 'headers.*.name', textKey('name')).map(({ path, of }) => ({
    path,
    message: `Expected each header once, got the one of header ${of} again.`,
  })),
  ...authHeaderFaults(webhook),
  ...askFaults(webhook),
];

/** Two sources for one header: which of them would win is nothing people should have to know. */
const authHeaderFaults = ({ auth, headers }: Readonly<Record<string, unknown>>): readonly FieldError[] => {
  if (!isRecord(auth) || auth['kind'] === 'none' || !Array.isArray(headers)) return [];
  const name = (auth['kind'] === 'header' ? String(auth['name']) : 'Authorization').toLowerCase();
  return headers.flatMap((header, i) =>
    isRecord(header) && String(header['name']).toLowerCase() === name
      ? [
          {
            path: `headers.${i}.name`,
            message: `Expected another header: the authentication sets \`${String(header['name'])}\` already.`,
          },
        ]
      : []
  );
};

/** Only a visitor's submission waits for an answer. */
const askFaults = ({ asksFirst, events }: Readonly<Record<string, unknown>>): readonly FieldError[] => {
  if (!isRecord(asksFirst) || !Array.isArray(events)) return [];
  return events.flatMap((event, i) =>
    isRecord(event) && typeof event['type'] === 'string' && !event['type'].startsWith('form.')
      ? [
          {
            path: `events.${i}.type`,
            message: `Expected events of forms: the webhook is asked before a submission, got \`${event['type']}\`.`,
          },
        ]
      : []
  );
};
