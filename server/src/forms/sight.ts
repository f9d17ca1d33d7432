import type { Action } from '../../../shared/permissions';
import { FORM_PREFIX, type Sight } from '../outbound';
import type { FormHead, HeadStore } from './ports';
import { uidOf } from './submission-events';

/** What somebody may do: with some form or other, or with this one. */
export interface FormAbility {
  mayAtAll(action: Action): boolean;
  may(action: Action, form: Pick<FormHead, 'roles'>): boolean;
}

/** A form that is gone, and its roles with it: for those who are not kept to some forms. */
const GONE = { roles: [] } as const;

const SEEING = ['forms.read', 'submissions.read'] as const;

/**
 * What the log of deliveries shows of forms: submissions to those who may read them, and to a role that is kept to some forms nothing about
 * others, not even that there was a delivery.
 */
export const sightOf = async (heads: Pick<HeadStore, 'all'>, { mayAtAll, may }: FormAbility): Promise<Sight> => {
  const forms = (await heads.all()).filter(({ formKey }) => formKey !== null);
  const uidsWhere = (isSeen: (form: FormHead) => boolean): readonly string[] =>
    forms.filter(isSeen).map(({ formKey }) => uidOf(formKey!));

  const isKept = SEEING.some(mayAtAll) && !SEEING.some((action) => may(action, GONE));
  const mayReadAll = may('submissions.read', GONE);
  const readable = new Set(uidsWhere((form) => may('submissions.read', form)));
  return {
    forms: isKept ? uidsWhere((form) => SEEING.some((action) => may(action, form))) : null,
    mayRead: (uid) => !uid?.startsWith(FORM_PREFIX) || mayReadAll || readable.has(uid),
  };
};
