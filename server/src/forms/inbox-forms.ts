import type { InboxForm } from '../../../shared/contracts/form';
import { atLeisure } from '../kernel/at-leisure';
import type { Clock } from '../kernel/clock';
import { formsFor, type Access } from './access';
import type { FormHead, HeadStore, Inbox } from './ports';
import type { VersionShelf } from './version-shelf';

export interface InboxFormsTools {
  readonly heads: HeadStore;
  readonly inbox: Pick<Inbox, 'totals'>;
  readonly shelf: VersionShelf;
  readonly clock: Clock;
}

/** The forms whose submissions a person may read, by title. Whoever reads the inbox need not see how its forms are built. */
export const createInboxForms = ({ heads, inbox, shelf, clock }: InboxFormsTools) => {
  // Open inboxes ask again and again, and each answer counts all submissions that there are.
  const totalsOfAll = atLeisure(() => inbox.totals(), clock);

  const newestOf = async ({ formId, liveNumber }: FormHead) =>
    (liveNumber === null ? null : await shelf.get(formId, liveNumber)) ?? (await shelf.all(formId))[0];

  return async (access: Access): Promise<readonly InboxForm[]> => {
    const visible = await formsFor(heads, access, 'submissions.read');
    const totals = new Map((await totalsOfAll()).map((one) => [one.formId, one]));
    const list: InboxForm[] = [];
    for (const head of visible) {
      const newest = await newestOf(head);
      if (!newest) continue;
      const { number, title, definition } = newest;
      const { total = 0, unread = 0 } = totals.get(head.formId) ?? {};
      const wasPublished = number > 0;
      list.push({
        id: head.formId,
        key: newest.formKey,
        title,
        version: wasPublished ? number : null,
        locales: [definition.locale, ...Object.keys(definition.translations)],
        total,
        unread,
        // Retention goes by what was published.
        retention: wasPublished ? definition.settings.retention : null,
      });
    }
    return list.sort((one, other) => one.title.localeCompare(other.title));
  };
};

export type InboxForms = ReturnType<typeof createInboxForms>;
