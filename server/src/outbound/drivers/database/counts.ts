import { int, parts, type Connection, type Database } from './dialect';

/** Counting stops here: it must not cost more when more has piled up. */
export const COUNT_CAP = 10_000;

/** States that are not final. */
export const OPEN_STATES = ['held', 'pending', 'claimed'] as const;
export const FINAL_STATES = ['delivered', 'failed', 'cancelled', 'superseded'] as const;

export const isFinal = (state: string): boolean => (FINAL_STATES as readonly string[]).includes(state);

/** How many rows of a table satisfy a condition, but no more than `cap`. */
export const countUpTo = async (
  database: Database,
  on: Connection,
  from: string,
  bindings: readonly string[],
  cap: number
): Promise<number> => {
  const [row] = await database.query(
    on,
    `select count(*) as amount from (select 1 as one from ${from} limit ${cap}) as counted`,
    bindings
  );
  return int(row!.amount);
};

/** Open deliveries of each receiver, at most `COUNT_CAP` of each. */
export const countOpen = async (
  database: Database,
  on: Connection,
  receiverIds: readonly string[]
): Promise<Map<string, number>> => {
  const counts = new Map<string, number>();
  for (const part of parts(receiverIds, 100)) {
    const one = (i: number) =>
      OPEN_STATES.map(
        (state) =>
          `select ${i} as i, count(*) as amount from (select 1 as one from ${database.by('deliveries', state)} where receiver_id = ? and state = '${state}' ` +
          `limit ${COUNT_CAP}) as counted_${state}`
      ).join(' union all ');
    const rows = await database.query(
      on,
      part.map((_, i) => one(i)).join(' union all '),
      part.flatMap((id) => OPEN_STATES.map(() => id))
    );
    for (const row of rows) {
      const id = part[int(row.i)]!;
      counts.set(id, Math.min(COUNT_CAP, (counts.get(id) ?? 0) + int(row.amount)));
    }
  }
  return counts;
};
