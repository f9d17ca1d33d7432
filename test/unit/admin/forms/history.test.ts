import { describe, expect, it } from 'vitest';

import { begin, redo, settle, step, undo } from '../../../../admin/src/forms/draft/history';

describe('the history of a draft', () => {
  it('takes steps back and does them again', () => {
    const two = step(step(begin('a'), 'b'), 'c');

    expect(undo(two).present).toBe('b');
    expect(undo(undo(two)).present).toBe('a');
    expect(redo(undo(two)).present).toBe('c');
  });

  it('stays where it is at both ends', () => {
    const fresh = begin('a');

    expect(undo(fresh)).toBe(fresh);
    expect(redo(fresh)).toBe(fresh);
  });

  it('forgets what was undone once something else is done', () => {
    const other = step(undo(step(begin('a'), 'b')), 'c');

    expect(redo(other).present).toBe('c');
    expect(undo(other).present).toBe('a');
  });

  it('takes back a word, not a letter', () => {
    const typed = step(step(step(begin(''), 'N', 'label'), 'Na', 'label'), 'Name', 'label');

    expect(undo(typed).present).toBe('');
  });

  it('takes words apart that are about different things, or were left in between', () => {
    const both = step(step(begin(''), 'label', 'label'), 'hint', 'hint');
    const left = step(settle(step(begin(''), 'one', 'label')), 'two', 'label');

    expect(undo(both).present).toBe('label');
    expect(undo(left).present).toBe('one');
  });

  it('does not go on with a step that was undone', () => {
    const again = step(undo(step(begin('a'), 'b', 'label')), 'c', 'label');

    expect(undo(again).present).toBe('a');
  });

  it('makes no step where nothing changes', () => {
    const fresh = begin({ title: '' });

    expect(step(fresh, fresh.present)).toBe(fresh);
  });

  it('keeps the last two hundred steps', () => {
    const long = Array.from({ length: 300 }, (_, number) => number + 1).reduce(
      (history, number) => step(history, number),
      begin(0)
    );

    expect(long.past).toHaveLength(200);
    expect(long.past[0]).toBe(100);
  });
});
