import { describe, expect, it } from 'vitest';
import {
  CONDITION_OPERATORS,
  type FieldCondition,
  type FieldValue,
  type FormField,
  type FormPage,
  type StoredFile,
} from '../../../../shared/contracts/form';
import {
  BUILT_IN_DESCRIPTIONS,
  checkDefinition,
  evaluate,
  jsonSchema,
  localise,
  textsFor,
  textsOf,
  type EvaluateInput,
} from '../../../../shared/forms';
import { chanceFrom, type Chance } from './chance';
import { compiles, definitionOf, descriptions, field, matches, NOON, page, types } from './bundles';

const FORMS = 400;
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const TEXTS = [
  '',
  ' ',
  'x',
  'se',
  'de',
  'A',
  '0',
  '-1',
  '1.5',
  '2026-02-30',
  '2026-06-15',
  '09:30',
  '2026-06-15T09:30',
  'ada@example.com',
  'example.com',
  '+46701234567',
  'true',
  'on',
  '__other',
  'constructor',
  '__proto__',
  'a\0',
  '\ud800',
  '😀',
  'fil_1',
  '(',
  'today',
  'x'.repeat(600),
  '='.repeat(40),
];

/** Anything a JSON body can hold, never deep. */
const junk = (chance: Chance, depth = 2): unknown => {
  const kind = chance.upTo(depth > 0 ? 9 : 6);
  if (kind < 3) return chance.oneOf(TEXTS);
  if (kind === 3) return chance.oneOf([0, 1, -1, 5, 1.5, 1e21, NaN, Infinity, -0]);
  if (kind === 4) return chance.isHeads();
  if (kind === 5) return null;
  if (kind < 8) return Array.from({ length: chance.upTo(4) }, () => junk(chance, depth - 1));
  return Object.fromEntries(
    Array.from({ length: chance.upTo(4) }, () => [
      chance.oneOf([...TEXTS, 'granted', 'version', 'id', 'value', 'label']),
      junk(chance, depth - 1),
    ])
  );
};

const condition = (chance: Chance): FieldCondition => ({
  combine: chance.oneOf(['all', 'any']),
  rules: Array.from({ length: chance.upTo(3) }, () => ({
    field: chance.oneOf([...KEYS, 'nobody']),
    operator: chance.oneOf(CONDITION_OPERATORS),
    value: chance.oneOf([...TEXTS, 1, true, null]),
  })),
});

const maybe = <T>(chance: Chance, make: () => T): T | null => (chance.isHeads(0.3) ? make() : null);
const visibility = (chance: Chance): FormField['visibility'] =>
  maybe(chance, () => ({ effect: chance.oneOf(['show', 'hide']), when: condition(chance) }));

/** Half of the settings are what the builder would save, half are anything. */
const settingsFor = (chance: Chance, type: string): Record<string, unknown> => {
  const choice = {
    options: [
      { value: 'se', label: 'Sweden' },
      { value: 'de', label: 'Germany' },
    ],
  };
  const names = descriptions.get(type)!.settings.map(({ name }) => name);
  const wild = Object.fromEntries(names.filter(() => chance.isHeads(0.3)).map((name) => [name, junk(chance)]));
  return {
    ...(names.includes('options') ? choice : {}),
    ...(type === 'consent' ? { text: 'I agree.' } : {}),
    ...(chance.isHeads() ? wild : {}),
  };
};

const fieldFor = (chance: Chance, key: string): FormField => {
  const { type } = chance.oneOf(BUILT_IN_DESCRIPTIONS);
  const given = {
    key,
    isRequired: chance.isHeads(0.3),
    visibility: visibility(chance),
    requiredWhen: maybe(chance, () => condition(chance)),
  };
  return field(type, given, settingsFor(chance, type));
};

const pagesFor = (chance: Chance): readonly FormPage[] => {
  const fields = KEYS.map((key) => fieldFor(chance, key));
  return ['one', 'two', 'three'].map((id, index) =>
    page(id, fields.slice(index * 3, index * 3 + 3), {
      visibility: visibility(chance),
      jumps: Array.from({ length: chance.upTo(2) }, () => ({
        when: condition(chance),
        to: chance.oneOf(['end', 'pag_one', 'pag_two', 'pag_three', 'pag_x']),
      })),
    })
  );
};

const filesFor = (chance: Chance): Record<string, readonly StoredFile[]> =>
  Object.fromEntries(
    KEYS.filter(() => chance.isHeads(0.4)).map((key) => [
      key,
      [{ id: 'fil_1', name: chance.oneOf(['a.pdf', 'a.exe', 'a']), mime: 'x/y', size: chance.upTo(3) }],
    ])
  );

const answersFor = (chance: Chance): unknown => {
  if (chance.isHeads(0.03)) return junk(chance);
  const names = chance.isHeads(0.2) ? [...KEYS, '__proto__', 'constructor', 'zzz'] : KEYS;
  return Object.fromEntries(names.filter(() => chance.isHeads(0.8)).map((name) => [name, junk(chance)]));
};

const inputFor = (seed: number): EvaluateInput => {
  const chance = chanceFrom(seed);
  return {
    definition: { pages: pagesFor(chance) },
    answers: answersFor(chance),
    files: filesFor(chance),
    locale: chance.oneOf(['en', 'de', 'x_y', '']),
    isLenient: chance.isHeads(),
    types,
    matches,
    sentences: textsFor('en').faults,
    now: NOON,
  };
};

/** Every seed with its form; a failure names the seed. */
const eachForm = (judge: (input: EvaluateInput, seed: number) => void): void => {
  for (let seed = 1; seed <= FORMS; seed += 1) judge(inputFor(seed), seed);
};

const isFiles = (value: FieldValue): value is readonly StoredFile[] => Array.isArray(value) && typeof value[0] === 'object';

const fieldsOf = ({ definition }: EvaluateInput): readonly FormField[] => definition.pages.flatMap((one) => one.fields);

describe('forms and answers that chance makes', () => {
  it('are judged without an exception, and alike each time', () => {
    eachForm((input, seed) => {
      expect(evaluate(inputFor(seed)), `seed ${seed}`).toEqual(evaluate(input));
    });
  });

  it('give values of fields in sight only, in their order', () => {
    eachForm((input, seed) => {
      const { values, visible, required, pages } = evaluate(input);
      const road = new Set(
        input.definition.pages.filter(({ id }) => pages.includes(id)).flatMap((one) => one.fields.map(({ key }) => key))
      );
      const asked = fieldsOf(input).filter(({ key, type }) => visible.has(key) && types.get(type)!.answers);

      expect(Object.keys(values), `seed ${seed}`).toEqual(asked.map(({ key }) => key));
      for (const key of visible) expect(road.has(key), `seed ${seed}`).toBe(true);
      for (const key of required) expect(visible.has(key), `seed ${seed}`).toBe(true);
    });
  });

  it('tell one fault at most of each field, and none of what is hidden', () => {
    eachForm((input, seed) => {
      const { faults, visible, unknown } = evaluate(input);
      const paths = faults.map(({ path }) => path).filter((path) => path !== '' && !unknown.includes(path));

      expect(new Set(paths).size, `seed ${seed}`).toBe(paths.length);
      for (const path of paths) expect(visible.has(path), `seed ${seed}`).toBe(true);
      for (const { message } of faults)
        expect(message, `seed ${seed}`).not.toMatch(/\{(label|min|max|step|decimals|name|accept)\b/);
    });
  });

  it('come to the same when their values are judged again', () => {
    let compared = 0;
    eachForm((input, seed) => {
      const first = evaluate(input);
      // A consent whose answer was nonsense is null once, and "not given" when nothing is said of it.
      const isConsent = (path: string): boolean => fieldsOf(input).some(({ key, type }) => key === path && type === 'consent');
      if (first.faults.some(({ path, code }) => code !== 'required' && isConsent(path))) return;
      const files = Object.fromEntries(
        Object.entries(first.values).filter((pair): pair is [string, readonly StoredFile[]] => isFiles(pair[1]))
      );
      const again = evaluate({ ...input, answers: first.values, files });

      expect(again.values, `seed ${seed}`).toEqual(first.values);
      expect(again.pages, `seed ${seed}`).toEqual(first.pages);
      // What was wrong is gone, what was missing is still missing.
      expect(
        again.faults.filter(({ code }) => code !== 'required'),
        `seed ${seed}`
      ).toEqual([]);
      compared += 1;
    });

    expect(compared).toBeGreaterThan(FORMS / 2);
  });

  it('are checked, described and translated without an exception', () => {
    eachForm(({ definition: { pages } }, seed) => {
      const definition = definitionOf(pages);
      const form = { title: 'Title', description: '', definition };
      const checked = checkDefinition(definition, { types, descriptions, compiles });
      const translations = { sv: Object.fromEntries(textsOf(form, descriptions).map(({ path, text }) => [path, `sv ${text}`])) };
      const swedish = localise({ ...form, definition: { ...definition, translations } }, 'sv', descriptions);

      for (const { path, message } of [...checked.faults, ...checked.warnings])
        expect([typeof path, message.length > 10], `seed ${seed}`).toEqual(['string', true]);
      expect(jsonSchema(definition, { types, descriptions }).type, `seed ${seed}`).toBe('object');
      expect(
        textsOf(swedish, descriptions).every(({ text }) => text.startsWith('sv ')),
        `seed ${seed}`
      ).toBe(true);
    });
  });
});
