import type { FormVersion } from '../../../shared/contracts/form';
import type { FormRecords } from './form-record';
import type { VersionStore } from './ports';

/** Versions never change: read once, kept while there is room. */
export interface VersionShelf {
  /** What a submission was made with. Of a test of the draft (number 0), the draft as it is now. */
  get(formId: string, number: number): Promise<FormVersion | null>;
  /** All of a form, newest first; of a form that was never published, its draft. */
  all(formId: string): Promise<readonly FormVersion[]>;
}

const MOST_KEPT = 300;

/** Keeps versions in memory, those used last. */
export const createVersionShelf = (
  versions: Pick<VersionStore, 'read' | 'numbers'>,
  records: Pick<FormRecords, 'find'>
): VersionShelf => {
  const kept = new Map<string, FormVersion>();
  const nameOf = (formId: string, number: number): string => `${formId} ${number}`;

  const keep = (version: FormVersion): void => {
    const name = nameOf(version.formId, version.number);
    kept.delete(name);
    kept.set(name, version);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  };

  const take = async (formId: string, numbers: readonly number[]): Promise<readonly FormVersion[]> => {
    const missing = numbers.filter((number) => !kept.has(nameOf(formId, number)));
    const read = new Map(
      (missing.length > 0 ? await versions.read(formId, missing) : []).map((one) => [one.number, one as FormVersion])
    );
    return numbers.flatMap((number) => {
      const version = read.get(number) ?? kept.get(nameOf(formId, number));
      if (!version) return [];
      keep(version);
      return [version];
    });
  };

  const draft = async (formId: string): Promise<FormVersion | null> => {
    const record = await records.find(formId);
    if (!record) return null;
    const { key: formKey, title, description, definition, updatedAt: publishedAt } = record;
    return { formId, formKey, number: 0, title, description, definition, publishedAt };
  };

  return {
    get: async (formId, number) => (number === 0 ? draft(formId) : ((await take(formId, [number]))[0] ?? null)),

    async all(formId) {
      const numbers = await versions.numbers(formId);
      if (numbers.length > 0) return take(formId, numbers);
      const unpublished = await draft(formId);
      return unpublished ? [unpublished] : [];
    },
  };
};
