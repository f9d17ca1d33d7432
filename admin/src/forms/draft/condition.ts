import type { ConditionRule, FieldCondition, FormDefinition, FormField } from '../../../../shared/contracts/form';

/** Whoever has a condition, as people know it. */
export type Owner =
  | { readonly kind: 'field'; readonly id: string; readonly name: string }
  | { readonly kind: 'page'; readonly id: string; readonly name: string; readonly number: number }
  | { readonly kind: 'notice'; readonly id: string; readonly name: string };

/** Turns a condition into another one, or takes it away. */
export type Change = (condition: FieldCondition) => FieldCondition | null;

interface Visible {
  readonly visibility: FormField['visibility'];
}

const changedVisibility = ({ visibility }: Visible, change: Change): FormField['visibility'] => {
  const when = visibility && change(visibility.when);
  return when && { effect: visibility.effect, when };
};

/** Applies a change to every condition of the form: of fields, pages, jumps and notices. */
export const changeConditions = (definition: FormDefinition, change: Change): FormDefinition => ({
  ...definition,
  pages: definition.pages.map((page) => ({
    ...page,
    visibility: changedVisibility(page, change),
    jumps: page.jumps.flatMap((jump) => {
      const when = change(jump.when);
      return when ? [{ ...jump, when }] : [];
    }),
    fields: page.fields.map((field) => ({
      ...field,
      visibility: changedVisibility(field, change),
      requiredWhen: field.requiredWhen && change(field.requiredWhen),
    })),
  })),
  settings: {
    ...definition.settings,
    notices: definition.settings.notices.map((notice) => ({ ...notice, when: notice.when && change(notice.when) })),
  },
});

const asksFor = (condition: FieldCondition | null | undefined, key: string): boolean =>
  condition?.rules.some((rule) => rule.field === key) ?? false;

/** Who looks at a field's answer: their conditions, and notices that write to it, answer to it or quote it. */
export const dependentsOf = (definition: FormDefinition, key: string): readonly Owner[] => [
  ...definition.pages.flatMap((page, index): Owner[] => {
    const owner: Owner = { kind: 'page', id: page.id, name: page.title, number: index + 1 };
    const isDependent = asksFor(page.visibility?.when, key) || page.jumps.some((jump) => asksFor(jump.when, key));
    const fields = page.fields
      .filter((field) => field.key !== key && (asksFor(field.visibility?.when, key) || asksFor(field.requiredWhen, key)))
      .map((field): Owner => ({ kind: 'field', id: field.id, name: field.label || field.key }));
    return [...(isDependent ? [owner] : []), ...fields];
  }),
  ...definition.settings.notices
    .filter(
      ({ to, replyToField, subject, body, when }) =>
        asksFor(when, key) ||
        replyToField === key ||
        (to.kind === 'field' && to.field === key) ||
        `${subject} ${body}`.includes(`{{${key}}}`)
    )
    .map((notice): Owner => ({ kind: 'notice', id: notice.id, name: notice.name })),
];

/** Pages that jump to a page. */
export const jumpersTo = ({ pages }: FormDefinition, pageId: string): readonly Owner[] =>
  pages.flatMap(({ id, title, jumps }, index) =>
    jumps.some(({ to }) => to === pageId) ? [{ kind: 'page', id, name: title, number: index + 1 }] : []
  );

const renamedRule = (rule: ConditionRule, from: string, to: string): ConditionRule =>
  rule.field === from ? { ...rule, field: to } : rule;

const renamedPath = (path: string, from: string, to: string): string =>
  path.startsWith(`fields.${from}.`) ? `fields.${to}.${path.slice(`fields.${from}.`.length)}` : path;

/** Calls a field's answer by another key wherever the form speaks of it: conditions, translations, notices. */
export const renameReferences = (definition: FormDefinition, from: string, to: string): FormDefinition => {
  const renamed = changeConditions(definition, (condition) => ({
    ...condition,
    rules: condition.rules.map((rule) => renamedRule(rule, from, to)),
  }));
  const quoted = (text: string) => text.replaceAll(`{{${from}}}`, `{{${to}}}`);
  return {
    ...renamed,
    settings: {
      ...renamed.settings,
      notices: renamed.settings.notices.map((notice) => ({
        ...notice,
        to: notice.to.kind === 'field' && notice.to.field === from ? { kind: 'field', field: to } : notice.to,
        replyToField: notice.replyToField === from ? to : notice.replyToField,
        subject: quoted(notice.subject),
        body: quoted(notice.body),
      })),
    },
    translations: Object.fromEntries(
      Object.entries(renamed.translations).map(([locale, texts]) => [
        locale,
        Object.fromEntries(Object.entries(texts).map(([path, text]) => [renamedPath(path, from, to), text])),
      ])
    ),
  };
};

/** Forgets a field's answer wherever the form speaks of it. A notice that was sent to it is switched off, not sent elsewhere. */
export const forgetReferences = (definition: FormDefinition, key: string): FormDefinition => {
  const without = changeConditions(definition, (condition) => {
    const rules = condition.rules.filter((rule) => rule.field !== key);
    return rules.length === 0 && condition.rules.length > 0 ? null : { ...condition, rules };
  });
  const unquoted = (text: string) => text.replaceAll(`{{${key}}}`, '');
  return {
    ...without,
    settings: {
      ...without.settings,
      notices: without.settings.notices.map((notice) => {
        const isOrphan = notice.to.kind === 'field' && notice.to.field === key;
        return {
          ...notice,
          ...(isOrphan ? { isEnabled: false, to: { kind: 'field', field: '' } } : {}),
          replyToField: notice.replyToField === key ? '' : notice.replyToField,
          subject: unquoted(notice.subject),
          body: unquoted(notice.body),
        };
      }),
    },
    translations: Object.fromEntries(
      Object.entries(without.translations).map(([locale, texts]) => [
        locale,
        Object.fromEntries(Object.entries(texts).filter(([path]) => !path.startsWith(`fields.${key}.`))),
      ])
    ),
  };
};
