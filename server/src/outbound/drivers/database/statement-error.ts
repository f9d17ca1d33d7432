const LONGEST_SQL = 300;

/**
 * Takes the values out of what a driver says of a failed statement. knex writes the whole statement into the message, values included: the
 * content of events, bodies and answers would end up in the log. The error stays the same object, with its code and its stack.
 */
export const withoutValues = (error: unknown, sql: string): unknown => {
  if (!(error instanceof Error)) return error;
  // The driver's own words stand at the end, after the statement.
  const reason = error.message.slice(error.message.lastIndexOf(' - ') + 1).replace(/^- /, '');
  // Only what follows the reason: a value may well have a line that looks like one of a stack.
  const stack = error.stack ?? '';
  const reasonAt = stack.lastIndexOf(reason);
  const frames = reasonAt === -1 ? '' : stack.slice(reasonAt + reason.length);
  const message = `${sql.length > LONGEST_SQL ? `${sql.slice(0, LONGEST_SQL)}…` : sql} - ${reason}`;
  Object.assign(error, { message, stack: `${error.name}: ${message}${frames}` });
  // mysql2 keeps the statement a second time.
  if ('sql' in error) Object.assign(error, { sql });
  return error;
};
