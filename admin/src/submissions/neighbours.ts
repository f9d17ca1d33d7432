import type { SubmissionListItem, SubmissionView } from '../../../shared/contracts/form';
import type { SubmissionQuery } from './submission-query';

type Row = Pick<SubmissionListItem, 'id'>;

/** A submission that stands beside another in the list, and the page of the list it stands on. */
export interface Neighbour {
  readonly id: string;
  readonly page: number;
  /** It came later, or earlier, than the other: which of the two is above depends on the order of the list. */
  readonly age: 'newer' | 'older';
}

/** The rows of a page with the open one in its place, even when it has just left the list by being read. Ids sort by time. */
export const withOpen = <R extends Row>(rows: readonly R[], open: R | undefined, isOldestFirst: boolean): readonly R[] => {
  if (!open || rows.some(({ id }) => id === open.id)) return rows;
  const isAbove = ({ id }: R): boolean => (isOldestFirst ? id < open.id : id > open.id);
  return [...rows.filter(isAbove), open, ...rows.filter((row) => !isAbove(row))];
};

/**
 * Above and below in the order of the list. `rows` are those of the page that is shown, the open one among them: beyond the last of them begins
 * the next page.
 */
export const neighboursOf = (
  { id, previousId, nextId }: Pick<SubmissionView, 'id' | 'previousId' | 'nextId'>,
  { isOldestFirst, page }: Pick<SubmissionQuery, 'isOldestFirst' | 'page'>,
  rows: readonly Row[]
): { readonly above: Neighbour | null; readonly below: Neighbour | null } => {
  const newer = { id: previousId, age: 'newer' as const };
  const older = { id: nextId, age: 'older' as const };
  const [above, below] = isOldestFirst ? [older, newer] : [newer, older];
  const isFirst = rows[0]?.id === id;
  const isLast = rows.at(-1)?.id === id;
  return {
    above: above.id === null ? null : { ...above, id: above.id, page: isFirst ? Math.max(1, page - 1) : page },
    below: below.id === null ? null : { ...below, id: below.id, page: isLast ? page + 1 : page },
  };
};
