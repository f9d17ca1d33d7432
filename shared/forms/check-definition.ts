import type { ConditionRule, FieldCondition, FormDefinition, FormField, FormPage } from '../contracts/form';
import { checkCondition, circlesOf, type ConditionScope, type PlacedField } from './check-condition';
import { checkFormSettings } from './check-form-settings';
import { checkSettings } from './check-setting';
import { quoted, type DefinitionFault, type Report } from './definition-fault';
import type { FieldDescriptions } from './field-description';
import type { FieldTypes } from './field-type';
import { warningsOf } from './definition-warnings';
import { HEAVIEST_FORM, weightOf } from './pattern-weight';
import { conditionsOf } from './texts';

/** What checking a definition needs. */
export interface CheckTools {
  readonly types: FieldTypes;
  readonly descriptions: FieldDescriptions;
  /** Whether the engine that will judge answers takes a pattern. */
  readonly compiles: (pattern: string) => boolean;
}

/** Faults keep a form from being saved, warnings do not. */
export interface DefinitionCheck {
  readonly faults: readonly DefinitionFault[];
  readonly warnings: readonly DefinitionFault[];
}

/** What every key of a field is. */
export const FIELD_KEY = /^[a-z][a-z0-9_]{0,63}$/;

/** Names that mean something in JavaScript or in what is sent, whatever an object holds. */
const isReserved = (key: string): boolean =>
  ['prototype', 'id', 'data'].includes(key) ||
  Object.getOwnPropertyNames(Object.prototype).some((name) => name.toLowerCase() === key);

/** Whether a key may name a field: of the right shape, and no name that has a meaning already. */
export const isFieldKey = (key: string): boolean => FIELD_KEY.test(key) && !isReserved(key);

/** How many rules all conditions of a form may have together. */
const MOST_RULES = 1_000;

/** WHATWG autofill: up to section, `shipping`, a kind of contact, and the name itself. */
const AUTOCOMPLETE = /^[a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*){0,3}$/;

const place = (definition: FormDefinition, types: FieldTypes): readonly PlacedField[] =>
  definition.pages.flatMap((page, pageIndex) =>
    page.fields.flatMap((field, index) => {
      const type = types.get(field.type);
      return type === undefined ? [] : [{ field, type, pageIndex, path: `pages.${pageIndex}.fields.${index}` }];
    })
  );

/** Tells each name that comes again, at its second place. */
const checkTwins = (names: readonly { readonly name: string; readonly path: string }[], report: Report, what: string): void => {
  const seen = new Set<string>();
  for (const { name, path } of names) {
    if (seen.has(name)) report(path, 'duplicate', `Expected each ${what} once, got ${quoted(name)} twice.`);
    seen.add(name);
  }
};

const checkKey = ({ key, id }: FormField, path: string, { retired }: FormDefinition, report: Report): void => {
  if (!FIELD_KEY.test(key))
    report(
      path,
      'not-a-key',
      `Expected lower-case letters, digits and underscores, a letter first, at most 64, got ${quoted(key)}.`
    );
  else if (!isFieldKey(key)) report(path, 'reserved-key', `Expected another key: ${quoted(key)} has a meaning of its own.`);
  else if (retired.some((one) => one.key === key && one.id !== id))
    report(path, 'retired-key', `Expected another key: answers of a deleted field are kept under ${quoted(key)}.`);
};

const checkField = (
  field: FormField,
  path: string,
  scope: Omit<ConditionScope, 'ownKey'>,
  { descriptions, compiles }: CheckTools
): void => {
  const { report } = scope;
  const description = descriptions.get(field.type);
  if (description === undefined) return report(`${path}.type`, 'unknown-type', `There is no type of field ${quoted(field.type)}.`);
  checkSettings(field.settings, description.settings, { path: `${path}.settings`, report, compiles });
  for (const { setting, code, message } of description.checkSettings?.(field) ?? [])
    report(`${path}.settings.${setting}`, code, message);
  const own = { ...scope, ownKey: field.key };
  if (field.visibility) checkCondition(field.visibility.when, `${path}.visibility.when`, own);
  if (field.requiredWhen) checkCondition(field.requiredWhen, `${path}.requiredWhen`, own);
  if (field.autocomplete !== '' && !AUTOCOMPLETE.test(field.autocomplete))
    report(
      `${path}.autocomplete`,
      'not-autocomplete',
      `Expected an autofill name such as \`given-name\`, got ${quoted(field.autocomplete)}.`
    );
};

const checkJumps = (pages: readonly FormPage[], index: number, scope: ConditionScope): void => {
  pages[index]!.jumps.forEach(({ when, to }, jumpIndex) => {
    const path = `pages.${index}.jumps.${jumpIndex}`;
    checkCondition(when, `${path}.when`, scope);
    if (to === 'end') return;
    const target = pages.findIndex(({ id }) => id === to);
    if (target < 0) scope.report(`${path}.to`, 'unknown-page', `Expected the id of a page or \`end\`, got ${quoted(to)}.`);
    else if (target <= index)
      scope.report(`${path}.to`, 'backward-jump', 'Expected a later page: a jump back would go round for ever.');
  });
};

const checkPages = (definition: FormDefinition, fields: readonly PlacedField[], tools: CheckTools, report: Report): void => {
  const byKey = new Map(fields.map((placed) => [placed.field.key, placed]));
  const { pages } = definition;
  pages.forEach((page, index) => {
    const scope = { fields: byKey, lastPage: index, compiles: tools.compiles, report };
    page.fields.forEach((field, fieldIndex) => {
      const path = `pages.${index}.fields.${fieldIndex}`;
      checkKey(field, `${path}.key`, definition, report);
      checkField(field, path, scope, tools);
    });
    if (page.visibility) checkCondition(page.visibility.when, `pages.${index}.visibility.when`, { ...scope, lastPage: index - 1 });
    checkJumps(pages, index, scope);
  });
  for (const key of circlesOf(byKey))
    report(
      `${byKey.get(key)!.path}.visibility.when`,
      'circle',
      `Expected no circle: whether \`${key}\` is shown depends on itself.`
    );
};

/** Every condition of a form, those of its mails included. */
const allConditions = ({ pages, settings }: FormDefinition): readonly FieldCondition[] => [
  ...pages.flatMap(({ visibility, jumps, fields }) => [
    ...(visibility ? [visibility.when] : []),
    ...jumps.map(({ when }) => when),
    ...fields.flatMap(conditionsOf),
  ]),
  ...settings.notices.flatMap(({ when }) => (when ? [when] : [])),
];

/** What all patterns of a form weigh together: each of them may be asked for with each submission. */
const weightOfAll = (definition: FormDefinition, rules: readonly ConditionRule[], { descriptions }: CheckTools): number => {
  const ofFields = definition.pages.flatMap(({ fields }) =>
    fields.flatMap(({ type, settings }) =>
      (descriptions.get(type)?.settings ?? []).flatMap(({ name, kind }) => (kind === 'pattern' ? [settings[name]] : []))
    )
  );
  const ofRules = rules.flatMap(({ operator, value }) => (operator === 'matches' ? [value] : []));
  return [...ofFields, ...ofRules].reduce<number>((sum, one) => sum + (typeof one === 'string' ? weightOf(one) : 0), 0);
};

/** Whether judging its answers stays cheap, however many rules and patterns a form has. */
const checkBulk = (definition: FormDefinition, tools: CheckTools, report: Report): void => {
  const rules = allConditions(definition).flatMap((condition) => condition.rules);
  if (rules.length > MOST_RULES)
    report('pages', 'too-many-rules', `Expected at most ${MOST_RULES} rules in all conditions together, got ${rules.length}.`);
  if (weightOfAll(definition, rules, tools) > HEAVIEST_FORM)
    report(
      'pages',
      'heavy-patterns',
      `Expected regular expressions that repeat less: written out, those of this form have more than ${HEAVIEST_FORM} steps together.`
    );
};

/** Judges what a definition means; its shape is right already. Pure. */
export const checkDefinition = (definition: FormDefinition, tools: CheckTools): DefinitionCheck => {
  const faults: DefinitionFault[] = [];
  const report: Report = (path, code, message) => void faults.push({ path, code, message });
  checkBulk(definition, tools, report);
  // Looking closer would itself take long.
  if (faults.length > 0) return { faults, warnings: [] };
  const fields = place(definition, tools.types);
  const all = definition.pages.flatMap((page, index) =>
    page.fields.map((field, at) => ({ ...field, path: `pages.${index}.fields.${at}` }))
  );
  checkTwins(
    all.map(({ key, path }) => ({ name: key, path: `${path}.key` })),
    report,
    'key'
  );
  checkTwins(
    all.map(({ id, path }) => ({ name: id, path: `${path}.id` })),
    report,
    'id'
  );
  checkTwins(
    definition.pages.map(({ id }, index) => ({ name: id, path: `pages.${index}.id` })),
    report,
    'id'
  );
  checkPages(definition, fields, tools, report);
  checkFormSettings(definition, fields, report, tools.compiles);
  return { faults, warnings: warningsOf(definition, fields, tools.descriptions) };
};
