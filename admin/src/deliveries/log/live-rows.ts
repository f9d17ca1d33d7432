import type { DeliveryListItem } from '../../../../shared/contracts/delivery';

type Row = DeliveryListItem;

/** The log's order, newest first; ids sort by time, and settle what the same instant leaves open. */
const isBefore = (row: Row, other: Row): boolean =>
  row.createdAt === other.createdAt ? row.id > other.id : row.createdAt > other.createdAt;

/**
 * Brings shown rows up to date without moving any under the reader's pointer. Rows that no longer match are dropped, rows pushed off the
 * page by newer ones stay, and rows that are new are only counted, until the reader asks for them.
 */
export const mergeLive = (
  shown: readonly Row[],
  latest: readonly Row[],
  limit: number
): { rows: readonly Row[]; newCount: number } => {
  const lastShown = shown.at(-1);
  const lastLatest = latest.at(-1);
  // Nothing on the screen can jump when there is nothing on the screen.
  if (!lastShown) return { rows: latest, newCount: 0 };

  const fresh = new Map(latest.map((row) => [row.id, row]));
  const isWholeAnswer = latest.length < limit;
  const isGone = (row: Row) => !fresh.has(row.id) && (isWholeAnswer || (lastLatest !== undefined && isBefore(row, lastLatest)));
  const rows = shown.filter((row) => !isGone(row)).map((row) => fresh.get(row.id) ?? row);

  const known = new Set(shown.map(({ id }) => id));
  const newCount = latest.filter((row) => !known.has(row.id) && (shown.length < limit || isBefore(row, lastShown))).length;
  return { rows, newCount };
};
