/** What somebody can do something about, by the codes of SQLite, PostgreSQL, MySQL/MariaDB and Node. */
const CODES: readonly (readonly [cause: string, code: RegExp])[] = [
  ['the disk is full', /^(SQLITE_FULL|53100|ENOSPC|ER_DISK_FULL|ER_RECORD_FILE_FULL)$/],
  ['the database is read-only', /^(SQLITE_READONLY\w*|25006|ER_OPTION_PREVENTS_STATEMENT|ER_READ_ONLY_MODE|EROFS)$/],
  ['the database is locked by others', /^(SQLITE_(BUSY|LOCKED)\w*|55P03|40P01|40001|ER_LOCK_WAIT_TIMEOUT|ER_LOCK_DEADLOCK)$/],
  ['the database has no connection left', /^(53300|ER_CON_COUNT_ERROR|ER_TOO_MANY_USER_CONNECTIONS|ER_USER_LIMIT_REACHED)$/],
  ['the database is starting or stopping', /^(57P0[1-5]|ER_SERVER_SHUTDOWN)$/],
  ['no connection', /^(E(CONN\w+|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|NOTFOUND|AI_AGAIN)|08\w{3}|PROTOCOL_CONNECTION_LOST)$/],
];

/** The same where a driver gives no code, or one that says nothing. */
const WORDS: readonly (readonly [cause: string, message: RegExp])[] = [
  ['the disk is full', /no space left on device/i],
  ['no connection', /connection terminated|closed state|acquiring a connection|query timeout|gave no answer|not queryable/i],
];

const LONGEST_REASON = 300;

interface Known {
  readonly code?: unknown;
  /** Of an `AggregateError`: what came of each address of a host, whose own message is empty. */
  readonly errors?: readonly unknown[];
}

/** The driver's own words; knex puts the whole statement before them. */
const reasonOf = (error: Error & Known): string => {
  const [first] = error.errors ?? [];
  const message = error.message === '' && first instanceof Error ? first.message : error.message;
  const reason = message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '');
  return reason.replace(/\s+/g, ' ').slice(0, LONGEST_REASON);
};

const codeOf = (error: Error & Known): string => String(error.code ?? '');

const causeOf = (error: Error & Known): string | undefined => {
  const [cause] =
    CODES.find(([, pattern]) => pattern.test(codeOf(error))) ?? WORDS.find(([, pattern]) => pattern.test(reasonOf(error))) ?? [];
  return cause;
};

/** What happened, in one line where an operator can mend it. The rest may be a bug, and keeps its stack. */
export const describeFault = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = causeOf(error);
  if (cause === undefined) return error.stack ?? error.message;
  const [code, reason] = [codeOf(error), reasonOf(error)];
  return `${cause} (${code === '' || reason.includes(code) ? reason : `${code}: ${reason}`})`;
};

/** What makes two faults one that lasts: their place and cause, whatever they were about. */
export const faultKey = (during: string, error: unknown): string => {
  const what = error instanceof Error ? (causeOf(error) ?? `${error.name} ${error.message}`) : String(error);
  return `${during} ${what}`.replace(/\b[a-z]+_[0-9a-z]+\b|\d+/gi, '…');
};
