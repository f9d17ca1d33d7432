import type { Action } from '../../../shared/permissions';
import { PluginError } from '../kernel/errors';
import type { FormHead, HeadStore } from './ports';

/** What a person may do, asked of one form: a role may be let see assigned forms only. */
export interface Access {
  /** Who it is; the name goes with notes. */
  readonly name: string;
  /** Codes of the person's roles. */
  readonly roles: readonly string[];
  may(action: Action, form: Pick<FormHead, 'roles'>): boolean;
}

/** The form, when this person may do that with it. To everybody else it does not exist. */
export const expectForm = async (heads: HeadStore, access: Access, action: Action, formId: string): Promise<FormHead> => {
  const head = await heads.find({ formId });
  if (!head || head.formKey === null || !access.may(action, head)) throw new PluginError('FORM_NOT_FOUND');
  return head;
};

/** The forms with which this person may do that. */
export const formsFor = async (heads: HeadStore, access: Access, action: Action): Promise<readonly FormHead[]> =>
  (await heads.all()).filter((head) => head.formKey !== null && access.may(action, head));
