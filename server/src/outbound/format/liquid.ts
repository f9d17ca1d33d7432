import { Context, Liquid, LiquidError, toValue, toValueSync, type Emitter } from 'liquidjs';
import { FormatFault } from './define';

/** Characters; a template is a body, not a program. */
export const LONGEST_TEMPLATE = 50_000;
const RENDER_LIMIT_MS = 200;
/** What a rendering may put together, in characters and list elements: several times the largest entry. */
const MEMORY_LIMIT = 16_000_000;

/** Characters of a finished body. Liquid's own limits count neither text between tags nor what is written out again and again. */
const LONGEST_OUTPUT = 4_000_000;

/** Tags that read other templates: there are none, and a name must never become a path. */
const FILE_TAGS = ['include', 'render', 'layout', 'block'];

const noFile = (): never => {
  throw new Error('templates cannot read files');
};

/** JSON that is also safe inside HTML and JavaScript; nothing becomes `null`, so that a body stays valid JSON. */
export const toJson = (value: unknown): string =>
  (JSON.stringify(value ?? null) ?? 'null').replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`
  );

/**
 * Characters and elements of a value, counted up to `limit`. Asked before a value is written out: a list may hold the same long text a thousand
 * times, and a captured text be doubled over and over, both of which cost nothing until then.
 */
const weigh = (value: unknown, limit: number): number => {
  let weight = 0;
  for (const left: unknown[] = [value]; left.length > 0 && weight <= limit;) {
    const one = left.pop();
    weight += typeof one === 'string' ? one.length + 1 : 1;
    if (typeof one !== 'object' || one === null) continue;
    for (const [name, below] of Object.entries(one)) {
      weight += name.length;
      left.push(below);
    }
  }
  return weight;
};

const createEngine = (): Liquid => {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: LONGEST_TEMPLATE,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
    dynamicPartials: false,
    relativeReference: false,
    timezoneOffset: 0,
    locale: 'en-US',
    fs: {
      exists: async () => false,
      existsSync: () => false,
      contains: async () => false,
      containsSync: () => false,
      readFile: noFile,
      readFileSync: noFile,
      resolve: noFile,
    },
  });
  for (const tag of FILE_TAGS) delete engine.tags[tag];
  for (const name of ['json', 'jsonify', 'inspect']) {
    engine.registerFilter(name, function json(value: unknown) {
      this.context.memoryLimit.use(weigh(value, MEMORY_LIMIT));
      return toJson(value);
    });
  }
  return engine;
};

const engine = createEngine();

const createOutput = (): Emitter => ({
  buffer: '',
  write(written: unknown) {
    const value: unknown = toValue(written);
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) return value.forEach((one) => this.write(one));
    const text = String(value);
    if (this.buffer.length + text.length > LONGEST_OUTPUT) throw new Error(`the body is longer than ${LONGEST_OUTPUT} characters`);
    this.buffer += text;
  },
});

const sentenceOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const message = error instanceof LiquidError ? error.originalError?.message || error.message : error.message;
  return message.replace(/, line:\d+, col:\d+$/, '');
};

const placeOf = (error: unknown): string => {
  if (!(error instanceof LiquidError)) return '';
  const [line, column] = error.token?.getPosition() ?? [];
  return line === undefined ? '' : `line ${line}, column ${column}: `;
};

/** Where and why a template cannot be read, as in `line 2, column 5: tag "fi" not found`; `null` when it can. */
export const templateFault = (text: string): string | null => {
  try {
    engine.parse(text);
    return null;
  } catch (error) {
    return `${placeOf(error)}${sentenceOf(error)}`;
  }
};

/**
 * Renders a Liquid template on own properties only, under limits of time and memory, without files. Throws `FormatFault` with line and
 * reason.
 */
export const renderTemplate = (text: string, scope: Readonly<Record<string, unknown>>): string => {
  try {
    const output = createOutput();
    const context = new Context(scope, engine.options, { sync: true }, { liquid: engine });
    toValueSync(engine.renderer.renderTemplates(engine.parse(text), context, output));
    return output.buffer;
  } catch (error) {
    throw new FormatFault(`The template cannot be rendered: ${placeOf(error)}${sentenceOf(error)}`, { cause: error });
  }
};
