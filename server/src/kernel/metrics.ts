/**
 * Numbers for Prometheus, in its text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). By hand: the format is a page
 * long, and the usual library brings process-wide state along.
 */

export type Labels = Readonly<Record<string, string>>;

interface Definition {
  /** Lower-case words joined by `_`; a counter ends in `_total`. */
  readonly name: string;
  /** One sentence for people. */
  readonly help: string;
  /** Names of the labels that each series has, in the order in which they are written. */
  readonly labels?: readonly string[];
}

/** Only rises; begins at 0 with the process. */
export interface Counter {
  add(labels?: Labels, amount?: number): void;
}

export interface Gauge {
  set(value: number, labels?: Labels): void;
  /** Forgets every series: a number that cannot be known is left out, not repeated. */
  clear(): void;
}

export interface Histogram {
  observe(value: number, labels?: Labels): void;
}

export type MetricKind = 'counter' | 'gauge' | 'histogram';

export interface MetricInfo {
  readonly name: string;
  readonly kind: MetricKind;
  readonly labels: readonly string[];
}

interface Family extends MetricInfo {
  readonly help: string;
  readonly lines: () => readonly string[];
}

const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/** What the format's own suffixes mean is fixed, so other kinds may not end in them. */
const RESERVED = /_(?:total|bucket|sum|count)$/;

const number = (value: number): string => {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return String(value);
};

const escapeHelp = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const escapeValue = (text: string): string => escapeHelp(text).replaceAll('"', '\\"');

const pairs = (names: readonly string[], labels: Labels): string[] =>
  names.map((name) => `${name}="${escapeValue(labels[name] ?? '')}"`);

const series = (name: string, written: readonly string[], value: number): string =>
  `${name}${written.length === 0 ? '' : `{${written.join(',')}}`} ${number(value)}`;

/** A place where metrics are defined once and written out together. Throws for a name that is wrong or taken: a bug, seen at start. */
export const createRegistry = () => {
  const families = new Map<string, Family>();

  const define = (kind: MetricKind, { name, help, labels = [] }: Definition, lines: () => readonly string[]): void => {
    const isRight = kind === 'counter' ? name.endsWith('_total') : !RESERVED.test(name);
    if (!NAME.test(name) || !isRight) throw new Error(`"${name}" is no name for a ${kind}`);
    const wrong = labels.find((label) => !NAME.test(label) || label === 'le');
    if (wrong !== undefined) throw new Error(`"${wrong}" is no name for a label of ${name}`);
    if (families.has(name)) throw new Error(`the metric ${name} is defined twice`);
    families.set(name, { name, kind, help, labels, lines });
  };

  /** The values of one family by the text of their labels; without labels there is one from the start. */
  const keep = <T>(labels: readonly string[], initial: () => T) => {
    const values = new Map<string, { readonly written: readonly string[]; value: T }>();
    const at = (given: Labels) => {
      const written = pairs(labels, given);
      const key = written.join();
      const known = values.get(key) ?? { written, value: initial() };
      values.set(key, known);
      return known;
    };
    return { values, at };
  };

  return {
    counter(definition: Definition): Counter {
      const { name, labels = [] } = definition;
      const { values, at } = keep(labels, () => 0);
      if (labels.length === 0) at({});
      define('counter', definition, () => [...values.values()].map(({ written, value }) => series(name, written, value)));
      return {
        add(given = {}, amount = 1) {
          if (amount >= 0) at(given).value += amount;
        },
      };
    },

    gauge(definition: Definition): Gauge {
      const { name, labels = [] } = definition;
      const { values, at } = keep(labels, () => 0);
      define('gauge', definition, () => [...values.values()].map(({ written, value }) => series(name, written, value)));
      return {
        set(value, given = {}) {
          at(given).value = value;
        },
        clear: () => values.clear(),
      };
    },

    /** `bounds`: upper bounds of the buckets, rising; the one of everything is added. */
    histogram(definition: Definition & { readonly bounds: readonly number[] }): Histogram {
      const { name, labels = [], bounds } = definition;
      if (bounds.some((bound, i) => i > 0 && bound <= bounds[i - 1]!)) throw new Error(`the bounds of ${name} do not rise`);
      const { values, at } = keep(labels, () => ({ counts: bounds.map(() => 0), count: 0, sum: 0 }));
      if (labels.length === 0) at({});
      define('histogram', definition, () =>
        [...values.values()].flatMap(({ written, value: { counts, count, sum } }) => {
          let below = 0;
          const buckets = bounds.map((bound, i) =>
            series(`${name}_bucket`, [...written, `le="${number(bound)}"`], (below += counts[i]!))
          );
          return [
            ...buckets,
            series(`${name}_bucket`, [...written, 'le="+Inf"'], count),
            series(`${name}_sum`, written, sum),
            series(`${name}_count`, written, count),
          ];
        })
      );
      return {
        observe(value, given = {}) {
          if (Number.isNaN(value)) return;
          const { value: known } = at(given);
          const bucket = bounds.findIndex((bound) => value <= bound);
          if (bucket >= 0) known.counts[bucket]! += 1;
          known.count += 1;
          known.sum += value;
        },
      };
    },

    /** What is defined, in the order of definition. */
    list: (): readonly MetricInfo[] => [...families.values()].map(({ name, kind, labels }) => ({ name, kind, labels })),

    /** The text that Prometheus reads; ends with a line feed, as it wants. */
    render: (): string =>
      [...families.values()]
        .map(({ name, kind, help, lines }) =>
          [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${kind}`, ...lines(), ''].join('\n')
        )
        .join(''),
  };
};

export type Registry = ReturnType<typeof createRegistry>;
