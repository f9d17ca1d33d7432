import { describe, expect, it } from 'vitest';
import { neighboursOf, withOpen } from '../../../../admin/src/submissions/neighbours';

const rows = [{ id: 'sub_c' }, { id: 'sub_b' }, { id: 'sub_a' }];
const open = { id: 'sub_b', previousId: 'sub_c', nextId: 'sub_a' };

describe('the list beside a submission', () => {
  it('keeps the open one in its place when it has left the tray', () => {
    const left = rows.filter(({ id }) => id !== 'sub_b');

    expect(withOpen(left, { id: 'sub_b' }, false)).toEqual(rows);
    expect(withOpen([...left].reverse(), { id: 'sub_b' }, true)).toEqual([...rows].reverse());
    expect(withOpen(rows, { id: 'sub_b' }, false)).toBe(rows);
  });

  it('has the newer one above, and below where the oldest come first', () => {
    expect(neighboursOf(open, { isOldestFirst: false, page: 1 }, rows)).toEqual({
      above: { id: 'sub_c', page: 1, age: 'newer' },
      below: { id: 'sub_a', page: 1, age: 'older' },
    });
    expect(neighboursOf(open, { isOldestFirst: true, page: 1 }, [...rows].reverse())).toEqual({
      above: { id: 'sub_a', page: 1, age: 'older' },
      below: { id: 'sub_c', page: 1, age: 'newer' },
    });
  });

  it('goes on to the next page below the last row, and back above the first', () => {
    const last = { id: 'sub_a', previousId: 'sub_b', nextId: 'sub_9' };
    const first = { id: 'sub_c', previousId: 'sub_d', nextId: 'sub_b' };

    expect(neighboursOf(last, { isOldestFirst: false, page: 2 }, rows)).toMatchObject({ above: { page: 2 }, below: { page: 3 } });
    expect(neighboursOf(first, { isOldestFirst: false, page: 2 }, rows)).toMatchObject({ above: { page: 1 }, below: { page: 2 } });
  });

  it('ends where the list ends, and stays on its page where no list is shown', () => {
    expect(neighboursOf({ ...open, nextId: null }, { isOldestFirst: false, page: 2 }, [])).toEqual({
      above: { id: 'sub_c', page: 2, age: 'newer' },
      below: null,
    });
  });
});
