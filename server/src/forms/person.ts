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
/** Nobody has that many; whoever does gets the oldest, and the rest with the next call. */
const MOST = 2_000;

/** Finds, hands out and erases everything about one e-mail address. */
export const createPersonService = ({ heads, inbox, files, erase, clock }: PersonTools) => {
  const gather = async (email: string, access: Access) => {
    const keys = new Map((await formsFor(heads, access, 'submissions.erase')).map(({ formId, formKey }) => [formId, formKey!]));
    const list: Submission[] = [];
    let hidden = 0;
    let after: string | null = null;
    while (list.length < MOST) {
      const ids: readonly string[] = await inbox.ofEmail(normaliseEmail(email), { after, limit: PER_STEP });
      const step = await inbox.byIds(ids);
      const visible = step.filter(({ formId }) => keys.has(formId));
      list.push(...visible);
      hidden += step.length - visible.length;
      if (ids.length < PER_STEP) break;
      after = ids.at(-1)!;
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
      const { list, hidden } = await gather(email, access);
      let [submissions, count] = [0, 0];
      for (let i = 0; i < list.length; i += PER_STEP) {
        const erased = await erase(list.slice(i, i + PER_STEP));
        submissions += erased.submissions;
        count += erased.files;
      }
      return { email, submissions, files: count, hidden };
    },
  };
};

export type PersonService = ReturnType<typeof createPersonService>;
