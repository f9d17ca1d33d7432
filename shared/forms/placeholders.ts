/** Linear: a name, or a name below `form.` or `submission.`, between double braces. */
const PLACEHOLDER = /\{\{ ?([a-z_][a-z0-9_.]{0,80}) ?\}\}/g;

/** What a subject may name. A subject is a header: nothing stands in it that a visitor wrote, or anybody could send mail in your name. */
export const SUBJECT_PLACEHOLDERS: readonly string[] = ['form.title', 'form.key', 'submission.id', 'submission.time'];

/** In one pass: what a visitor wrote is never looked at for placeholders. Names that nothing is known of become empty. */
export const fillPlaceholders = (template: string, values: ReadonlyMap<string, string>): string =>
  template.replace(PLACEHOLDER, (_match, name: string) => values.get(name) ?? '');

export const placeholdersIn = (template: string): readonly string[] => [...template.matchAll(PLACEHOLDER)].map(([, name]) => name!);
