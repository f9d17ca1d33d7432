import { setTimeout as pause } from 'node:timers/promises';

/** The first receipt after `since` that is what was expected, signature checked and accepted. */
const find = (receipts, since, mark, { path, type, also = '' }) =>
  receipts
    .slice(since)
    .find(
      (receipt) =>
        receipt.path === path &&
        receipt.type === type &&
        receipt.isVerified &&
        receipt.status === 200 &&
        receipt.body.includes(mark) &&
        receipt.body.includes(also)
    );

const waitFor = async (look, timeoutMs) => {
  const endsAt = Date.now() + timeoutMs;
  for (;;) {
    const found = look();
    if (found || Date.now() > endsAt) return found ?? null;
    await pause(10);
  }
};

/**
 * Does what the story says, step by step, and looks for the receipts of each.
 * @returns one row for each expectation: what was done, the event, the receiver and its receipt, `null` where none came in time
 */
export const follow = async (story, receiver, { timeoutMs, onStep = () => {} }) => {
  const rows = [];
  for (const { what, act, expects } of story) {
    onStep(what);
    const since = receiver.receipts.length;
    const startedAt = Date.now();
    const mark = await act();
    for (const expected of expects) {
      const receipt = await waitFor(() => find(receiver.receipts, since, mark, expected), timeoutMs);
      rows.push({ what, ...expected, receipt, latencyMs: receipt && receipt.at - startedAt });
    }
  }
  return rows;
};

/** Requests that nobody should have got: to a choosy receiver, and not among the expected ones; or with a signature that does not hold. */
export const surplus = (rows, receiver) => {
  const expected = new Set(rows.map(({ receipt }) => receipt && `${receipt.path} ${receipt.id}`));
  return receiver.receipts.filter(
    ({ path, id, isVerified }) => !isVerified || (path !== 'everything' && !expected.has(`${path} ${id}`))
  );
};

const pad = (text, width) => String(text).padEnd(width);

export const printTable = (rows) => {
  const header = ['what was done', 'event', 'receiver', 'attempt', 'ms'];
  const lines = rows.map(({ what, type, path, receipt, latencyMs }) =>
    receipt ? [what, type, path, receipt.attempt, latencyMs] : [what, type, path, '–', 'MISSING']
  );
  const widths = header.map((title, column) => Math.max(title.length, ...lines.map((line) => String(line[column]).length)));
  const print = (line) => console.log(`  ${line.map((cell, column) => pad(cell, widths[column])).join('  ')}`.trimEnd());
  console.log();
  print(header);
  print(widths.map((width) => '─'.repeat(width)));
  let before = '';
  for (const [what, ...rest] of lines) {
    print([what === before ? '' : what, ...rest]);
    before = what;
  }
};
