/**
 * Reads expressions of PromQL (https://prometheus.io/docs/prometheus/latest/querying/basics/) as far as dashboards and alert rules use them,
 * and tells which series they ask for. Throws where an expression is wrong.
 */

/** One `name{label="…"}[5m]` in an expression. */
export interface Selector {
  readonly name: string;
  /** Labels that it matches by. */
  readonly labels: readonly string[];
  readonly hasRange: boolean;
  /** The function it is the argument of, if any. */
  readonly within: string | null;
  /** Labels that the aggregations around it group by. */
  readonly groupedBy: readonly string[];
}

const AGGREGATIONS = new Set(['sum', 'min', 'max', 'avg', 'count', 'topk', 'bottomk', 'quantile']);
const FUNCTIONS = new Set([
  'rate',
  'increase',
  'histogram_quantile',
  'absent',
  'time',
  'vector',
  'clamp_min',
  'abs',
  'irate',
  'delta',
]);
const OPERATORS = new Set(['+', '-', '*', '/', '%', '^', '==', '!=', '>', '<', '>=', '<=', 'and', 'or', 'unless']);

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|(\[(?:\d+(?:ms|[smhdwy]))+\])|(=~|!~|==|!=|>=|<=|[-+*/%^<>=(){},])|(\d+(?:\.\d+)?)|([a-zA-Z_][a-zA-Z0-9_]*))/y;

const tokensOf = (text: string): string[] => {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`cannot read "${text.slice(at)}" in ${text}`);
    tokens.push(found[0].trim());
  }
  return tokens;
};

const isName = (token: string | undefined): token is string => token !== undefined && /^[a-zA-Z_]/.test(token);

export const readSelectors = (text: string): readonly Selector[] => {
  const tokens = tokensOf(text);
  const found: Selector[] = [];
  let at = 0;
  let within: string | null = null;
  let groups: string[] = [];

  const next = (): string => tokens[at++] ?? '';
  const expect = (wanted: string): void => {
    const got = next();
    if (got !== wanted) throw new Error(`expected "${wanted}" and got "${got}" in ${text}`);
  };
  const list = (): string[] => {
    expect('(');
    const names: string[] = [];
    while (tokens[at] !== ')') {
      const name = next();
      if (!isName(name)) throw new Error(`"${name}" is no label in ${text}`);
      names.push(name);
      if (tokens[at] === ',') at += 1;
    }
    expect(')');
    return names;
  };
  const inside = (name: string | null, labels: readonly string[], read: () => void): void => {
    const outer = [within, groups] as const;
    within = name;
    groups = [...groups, ...labels];
    read();
    [within, groups] = outer as [string | null, string[]];
  };
  const args = (): void => {
    expect('(');
    while (tokens[at] !== ')') {
      expression();
      if (tokens[at] === ',') at += 1;
      else if (tokens[at] !== ')') throw new Error(`"${tokens[at]}" between arguments in ${text}`);
    }
    expect(')');
  };

  const selector = (name: string): void => {
    const labels: string[] = [];
    if (tokens[at] === '{') {
      at += 1;
      while (tokens[at] !== '}') {
        const [label, operator, value] = [next(), next(), next()];
        if (!isName(label) || !['=', '!=', '=~', '!~'].includes(operator) || !value.startsWith('"')) {
          throw new Error(`${label}${operator}${value} is no matcher in ${text}`);
        }
        labels.push(label);
        if (tokens[at] === ',') at += 1;
      }
      expect('}');
    }
    const hasRange = tokens[at]?.startsWith('[') ?? false;
    if (hasRange) at += 1;
    found.push({ name, labels, hasRange, within, groupedBy: groups });
  };

  const atom = (): void => {
    const token = next();
    if (token === '-') return atom();
    if (token === '(') {
      expression();
      return expect(')');
    }
    if (/^[\d"]/.test(token)) return;
    if (!isName(token)) throw new Error(`"${token}" is no operand in ${text}`);
    if (AGGREGATIONS.has(token)) {
      const labels = tokens[at] === 'by' || tokens[at] === 'without' ? (next(), list()) : [];
      return inside(null, labels, args);
    }
    if (FUNCTIONS.has(token)) return inside(token, [], args);
    if (tokens[at] === '(') throw new Error(`${token} is no function known here, in ${text}`);
    selector(token);
  };

  const expression = (): void => {
    atom();
    while (OPERATORS.has(tokens[at] ?? '')) {
      at += 1;
      atom();
    }
  };

  expression();
  if (at !== tokens.length) throw new Error(`"${tokens.slice(at).join(' ')}" is left over in ${text}`);
  return found;
};
