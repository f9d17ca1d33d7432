import type { PersonErased, PersonExport, PersonFound } from '../../../shared/contracts/form';
import { formsFor, type Access } from './access';
import type { Erase } from './erase';
import { toListItem } from './inbox-service';
import type { FileStore, HeadStore, Inbox } from './ports';
import { normaliseEmail, type Submission } from './submission';

export interface PersonTools {
  readonly heads: HeadStore;
  readonly inbox: Pick<Inbox, 'ofEmail' | 'byIds'>;
  readonly files: Pick<FileStore, 'ofSubmissions'>;
  readonly erase: Erase;
  readonly clock: () => number;
}

const PER_STEP = 200;
/** Nobody has that many: what is shown and handed out at once, the oldest first. Erased are all. */
const MOST = 2_000;

/** Finds, hands out and erases everything about one e-mail address. */
export const createPersonService = ({ heads, inbox, files, erase, clock }: PersonTools) => {
  const keysFor = async (access: Access): Promise<ReadonlyMap<string, string>> =>
    new Map((await formsFor(heads, access, 'submissions.erase')).map(({ formId, formKey }) => [formId, formKey!]));

  /** Stretch by stretch, oldest first; a stretch may be erased before the next is asked for. */
  const walk = async function* (email: string, keys: ReadonlyMap<string, string>) {
    let after: string | null = null;
    for (;;) {
      const ids: readonly string[] = await inbox.ofEmail(normaliseEmail(email), { after, limit: PER_STEP });
      const step = await inbox.byIds(ids);
      const list = step.filter(({ formId }) => keys.has(formId));
      yield { list, hidden: step.length - list.length };
      if (ids.length < PER_STEP) return;
      after = ids.at(-1)!;
    }
  };

  const gather = async (email: string, access: Access) => {
    const keys = await keysFor(access);
    const list: Submission[] = [];
    let hidden = 0;
    for await (const stretch of walk(email, keys)) {
      list.push(...stretch.list);
      hidden += stretch.hidden;
      if (list.length >= MOST) break;
    }
    return { list, hidden, keyOf: (formId: string): string => keys.get(formId) ?? '' };
  };

  return {
    async find(email: string, access: Access): Promise<PersonFound> {
      const { list, hidden, keyOf } = await gather(email, access);
      return { email, submissions: list.map((one) => ({ ...toListItem(one), formKey: keyOf(one.formId) })), hidden };
    },

    async export(email: string, access: Access): Promise<PersonExport> {
      const { list, hidden, keyOf } = await gather(email, access);
      const kept = await files.ofSubmissions(list.map(({ id }) => id));
      return {
        email,
        exportedAt: new Date(clock()).toISOString(),
        submissions: list.map((one) => ({
          ...toListItem(one),
          formKey: keyOf(one.formId),
          user: one.user,
          meta: one.meta,
          consents: one.consents,
          notes: one.notes,
          files: kept
            .filter(({ submissionId }) => submissionId === one.id)
            .map(({ name, mime, size, fieldKey }) => ({ name, mime, size, field: fieldKey })),
        })),
        hidden,
      };
    },

    async erase(email: string, access: Access): Promise<PersonErased> {
      let [submissions, count, hidden] = [0, 0, 0];
      for await (const stretch of walk(email, await keysFor(access))) {
        const erased = await erase(stretch.list);
        submissions += erased.submissions;
        count += erased.files;
        hidden += stretch.hidden;
      }
      return { email, submissions, files: count, hidden };
    },
  };
};

export type PersonService = ReturnType<typeof createPersonService>;
