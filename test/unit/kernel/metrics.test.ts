import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../../server/src/kernel/metrics';

describe('the text for Prometheus', () => {
  it('says what a metric is before its values, and ends with a line feed', () => {
    const registry = createRegistry();
    const done = registry.counter({ name: 'done_total', help: 'What is done.' });
    const open = registry.gauge({ name: 'open', help: 'What is open.', labels: ['state'] });

    done.add();
    done.add({}, 2);
    open.set(1.5, { state: 'held' });
    open.set(4, { state: 'pending' });

    expect(registry.render()).toBe(
      [
        '# HELP done_total What is done.',
        '# TYPE done_total counter',
        'done_total 3',
        '# HELP open What is open.',
        '# TYPE open gauge',
        'open{state="held"} 1.5',
        'open{state="pending"} 4',
        '',
      ].join('\n')
    );
  });

  it('counts a value in every bucket that holds it, the bound included', () => {
    const registry = createRegistry();
    const seconds = registry.histogram({ name: 'took_seconds', help: 'How long.', bounds: [0.1, 1] });

    for (const value of [0.05, 0.1, 0.5, 7]) seconds.observe(value);

    expect(registry.render().split('\n').slice(2)).toEqual([
      'took_seconds_bucket{le="0.1"} 2',
      'took_seconds_bucket{le="1"} 3',
      'took_seconds_bucket{le="+Inf"} 4',
      'took_seconds_sum 7.65',
      'took_seconds_count 4',
      '',
    ]);
  });

  it('writes labels before the bound of a bucket, in the order of the definition', () => {
    const registry = createRegistry();
    const histogram = registry.histogram({ name: 'h', help: '', labels: ['b', 'a'], bounds: [1] });

    histogram.observe(1, { a: '1', b: '2' });

    expect(registry.render()).toContain('h_bucket{b="2",a="1",le="1"} 1\n');
  });

  it('escapes what would end a line or a value', () => {
    const registry = createRegistry();
    const odd = registry.gauge({ name: 'odd', help: 'One\\two\nthree "four"', labels: ['what'] });

    odd.set(1, { what: 'a"b\\c\nd' });

    expect(registry.render().split('\n')).toEqual([
      '# HELP odd One\\\\two\\nthree "four"',
      '# TYPE odd gauge',
      'odd{what="a\\"b\\\\c\\nd"} 1',
      '',
    ]);
  });

  it('knows infinity, and leaves out what is no number from a sum', () => {
    const registry = createRegistry();
    const gauge = registry.gauge({ name: 'edge', help: '', labels: ['at'] });
    const histogram = registry.histogram({ name: 'h', help: '', bounds: [1] });

    gauge.set(Infinity, { at: 'top' });
    gauge.set(-Infinity, { at: 'bottom' });
    histogram.observe(NaN);

    expect(registry.render()).toContain('edge{at="top"} +Inf\nedge{at="bottom"} -Inf\n');
    expect(registry.render()).toContain('h_sum 0\nh_count 0\n');
  });

  it('forgets the series of a gauge that is cleared, and lets no counter fall', () => {
    const registry = createRegistry();
    const gauge = registry.gauge({ name: 'age_seconds', help: '' });
    const counter = registry.counter({ name: 'a_total', help: '' });

    gauge.set(5);
    gauge.clear();
    counter.add({}, 3);
    counter.add({}, -1);

    expect(registry.render()).not.toContain('age_seconds 5');
    expect(registry.render()).toContain('a_total 3\n');
  });
});

describe('a definition', () => {
  it.each([
    ['a counter without its ending', () => createRegistry().counter({ name: 'done', help: '' })],
    ['a gauge with the ending of a counter', () => createRegistry().gauge({ name: 'done_total', help: '' })],
    ['a histogram with the ending of its parts', () => createRegistry().histogram({ name: 'h_sum', help: '', bounds: [1] })],
    ['a name with a capital', () => createRegistry().gauge({ name: 'openDoors', help: '' })],
    ['the label of buckets', () => createRegistry().gauge({ name: 'g', help: '', labels: ['le'] })],
    ['bounds that do not rise', () => createRegistry().histogram({ name: 'h', help: '', bounds: [1, 1] })],
    [
      'a name that is taken',
      () => {
        const registry = createRegistry();
        registry.gauge({ name: 'g', help: '' });
        registry.gauge({ name: 'g', help: '' });
      },
    ],
  ])('of %s is refused', (_what, define) => {
    expect(define).toThrow();
  });
});
