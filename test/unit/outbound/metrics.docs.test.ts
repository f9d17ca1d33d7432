import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../server/src/outbound/metrics';
import { ROOT } from '../../support/cache';
import { readSelectors, type Selector } from '../../support/promql';

const read = (file: string): string => fs.readFileSync(path.join(ROOT, 'docs', file), 'utf8');

const METRICS = new Map(
  createMetrics({ clock: Date.now, version: '0.0.0', perWebhook: false })
    .list()
    .map((metric) => [metric.name, metric])
);

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}
const DASHBOARD = JSON.parse(read('monitoring/grafana-dashboard.json')) as { readonly panels: readonly Panel[] };

/** The rules of our own file, which is written in one style: no need for the whole of YAML. */
const rulesOf = (yaml: string): [name: string, expr: string][] =>
  yaml
    .split(/^ +- alert: /m)
    .slice(1)
    .map((rule) => {
      const [, folded, plain] = /^ +expr: (?:>-\n((?: {10}.*\n)+)|(.+)$)/m.exec(rule) ?? [];
      return [rule.split('\n')[0]!, (folded ?? plain ?? '').replace(/\s+/g, ' ').trim()];
    });

/** What Grafana puts in before it asks. */
const filled = (expr: string): string => expr.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.+');

const EXPRESSIONS = [
  ...rulesOf(read('monitoring/alerts.yml')).map(([name, expr]) => [`the rule ${name}`, expr] as const),
  ...DASHBOARD.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }, i) => [`${title}, query ${i + 1}`, filled(expr)] as const)
  ),
];

const partOf = (name: string) => {
  const histogram = METRICS.get(name.replace(/_(?:bucket|sum|count)$/, ''));
  return histogram?.kind === 'histogram' && histogram.name !== name ? histogram : METRICS.get(name);
};

const faultOf = ({ name, labels, hasRange, within, groupedBy }: Selector): string | null => {
  const metric = partOf(name);
  if (!metric) return `${name} is not exported`;
  if (metric.kind === 'histogram' && metric.name === name) return `${name} is a histogram and has no series of this name`;
  const known = ['job', 'instance', ...metric.labels, ...(name.endsWith('_bucket') ? ['le'] : [])];
  const unknown = [...labels, ...groupedBy].find((label) => !known.includes(label));
  if (unknown !== undefined) return `${name} has no label ${unknown}`;
  const isCounted = metric.kind !== 'gauge';
  if (isCounted !== hasRange || isCounted !== (within === 'rate' || within === 'increase')) {
    return `${name} is a ${metric.kind}: ${isCounted ? 'ask for its rate or increase' : 'ask for its value'}`;
  }
  return null;
};

describe('the example rules and dashboard', () => {
  it('are there', () => {
    expect(rulesOf(read('monitoring/alerts.yml')).length).toBeGreaterThanOrEqual(10);
    expect(DASHBOARD.panels.length).toBeGreaterThanOrEqual(10);
  });

  it.each(EXPRESSIONS)('ask only for what is exported: %s', (_where, expr) => {
    const selectors = readSelectors(expr);

    expect(selectors.length).toBeGreaterThan(0);
    expect(selectors.map(faultOf).filter((fault) => fault !== null)).toEqual([]);
  });

  it('show every metric somewhere', () => {
    const asked = new Set(EXPRESSIONS.flatMap(([, expr]) => readSelectors(expr).map(({ name }) => partOf(name)?.name)));

    expect([...METRICS.keys()].filter((name) => !asked.has(name))).toEqual([]);
  });

  it('draw panels that do not overlap', () => {
    const cells = DASHBOARD.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`)
    );

    expect(new Set(cells).size).toBe(cells.length);
  });

  it('would notice a metric that is gone, a label that is not there and a counter without its rate', () => {
    const faults = (expr: string) => readSelectors(expr).map(faultOf);

    expect(faults('max(switchboard_nothing)')).toEqual(['switchboard_nothing is not exported']);
    expect(faults('sum by (url) (rate(switchboard_attempts_total[5m]))')).toEqual(['switchboard_attempts_total has no label url']);
    expect(faults('switchboard_attempts_total > 5')[0]).toContain('ask for its rate');
    expect(() => readSelectors('sum(rate(a_total[5m])')).toThrow();
    expect(() => readSelectors('max(a b)')).toThrow();
  });
});

describe('docs/monitoring.md', () => {
  it('has each metric with its kind and labels, in their order', () => {
    const rows = read('monitoring.md')
      .split('\n')
      .filter((line) => line.startsWith('| `switchboard_'))
      .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
      .map(([, name, kind, labels]) => ({ name, kind, labels: labels === '' ? [] : [labels] }));

    expect(rows).toEqual([...METRICS.values()]);
  });
});
