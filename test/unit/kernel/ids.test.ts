import { describe, expect, it } from 'vitest';
import { createIds, firstIdAt } from '../../../server/src/kernel/ids';

const at = (ms: number) => () => ms;

describe('ids', () => {
  it('carry their prefix and 26 letters that sort like numbers', () => {
    expect(createIds(at(1_700_000_000_000))('evt')).toMatch(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('sort in the order they were made within one millisecond', () => {
    const ids = createIds(at(1_700_000_000_000));
    const made = Array.from({ length: 10_000 }, () => ids('dlv'));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(10_000);
  });

  it('sort in the order they were made when the clock steps back', () => {
    let now = 2_000_000_000_000;
    const ids = createIds(() => now);
    const before = ids('evt');
    now -= 3_600_000;
    expect(ids('evt') > before).toBe(true);
  });

  it('turn an instant into the smallest id of that instant', () => {
    const now = 1_763_000_000_000;
    expect(createIds(at(now))('evt') >= firstIdAt('evt', now)).toBe(true);
    expect(createIds(at(now - 1))('evt') < firstIdAt('evt', now)).toBe(true);
  });

  it('are not the same in two processes', () => {
    const one = createIds(at(1_700_000_000_000));
    const other = createIds(at(1_700_000_000_000));
    expect(one('evt')).not.toBe(other('evt'));
  });
});
