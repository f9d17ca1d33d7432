import type { FormVersion } from '../../../shared/contracts/form';
import type { Clock } from '../kernel/clock';
import type { HeadStore, VersionStore } from './ports';

/** Which forms the public road serves. */
export interface LiveForms {
  /** The live version; `null` when there is no such form, or none of it is published. At most a second old, in all instances. */
  byKey(formKey: string): Promise<FormVersion | null>;
  /** Forgets what is in memory: after a change of our own. */
  invalidate(): void;
}

/** Other instances publish too: how long an answer is good before the database is asked whether it still holds. */
const FRESH_MS = 1_000;

/** Keys come from visitors. */
const LONGEST_KEY = 64;

interface Known {
  readonly checkedAt: number;
  readonly version: FormVersion;
}

/**
 * Live versions, kept in memory. A version never changes, so that asking again costs one row by its key as long as the same one is live. Only
 * forms that exist are kept: visitors may ask for any name.
 */
export const createLiveForms = (
  { heads, versions }: { readonly heads: Pick<HeadStore, 'find'>; readonly versions: Pick<VersionStore, 'read'> },
  clock: Clock
): LiveForms => {
  let known = new Map<string, Known>();
  const underWay = new Map<string, Promise<FormVersion | null>>();

  const look = async (formKey: string): Promise<FormVersion | null> => {
    const into = known;
    const checkedAt = clock();
    const head = await heads.find({ formKey });
    if (!head || head.liveNumber === null) {
      into.delete(formKey);
      return null;
    }
    const before = into.get(formKey)?.version;
    const isSame = before?.formId === head.formId && before.number === head.liveNumber;
    const version = isSame ? before : (await versions.read(head.formId, [head.liveNumber]))[0];
    if (!version) return null;
    into.set(formKey, { checkedAt, version });
    return version;
  };

  return {
    async byKey(formKey) {
      if (formKey.length > LONGEST_KEY || formKey.includes('\0')) return null;
      const found = known.get(formKey);
      if (found && clock() - found.checkedAt < FRESH_MS) return found.version;
      const looking =
        underWay.get(formKey) ??
        look(formKey).finally(() => {
          if (underWay.get(formKey) === looking) underWay.delete(formKey);
        });
      underWay.set(formKey, looking);
      return looking;
    },

    invalidate() {
      known = new Map();
      underWay.clear();
    },
  };
};
