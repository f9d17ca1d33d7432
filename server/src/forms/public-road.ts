import type { Readable } from 'node:stream';
import type { FormVersion, PublicForm, StoredFile, Values } from '../../../shared/contracts/form';
import { PluginError } from '../kernel/errors';
import type { Clock } from '../kernel/clock';
import type { Answered, Arrival, Visitor } from './arrival';
import type { Counters, Sighting } from './counters';
import type { Keys } from './keys';
import type { LiveForms } from './live-forms';
import type { StateOf } from './opening';
import type { FileRecord, FileStore, FileVault, SubmissionStore, Transact } from './ports';
import type { MakePublicForm } from './public-form';
import { hashResumeToken } from './resume-token';
import type { RateLimit } from './spam/rate-limit';
import type { Submit, SubmitTools } from './submit';
import { readFileLink } from './upload/file-link';
import { addressKey } from './visitor-address';

/** A partial submission as its visitor takes it up again. */
export interface Resumed {
  readonly answers: Values;
  readonly files: Readonly<Record<string, readonly StoredFile[]>>;
  /** Id of the page to go on with. */
  readonly page: string | null;
}

/** All that visitors can do. */
export interface PublicRoad {
  /** The live version. Throws `FORM_NOT_FOUND`, the same for what is missing and what is not published. */
  find(formKey: string): Promise<FormVersion>;
  show(form: FormVersion, locale: string): Promise<PublicForm>;
  /**
   * Lets a submission in, before its body is read: counts it, and throws where there were too many or a stranger sends it. That the form is
   * closed is said later, because a repeated post gets the first answer all the same.
   */
  admit(form: FormVersion, visitor: Visitor): Promise<void>;
  submit: Submit;
  resume(form: FormVersion, token: string): Promise<Resumed>;
  see(form: FormVersion, sighting: Sighting, address: string): void;
  /** The file of a signed link. Throws `FILE_NOT_FOUND`. */
  openFile(signed: string): Promise<{ readonly file: FileRecord; readonly stream: Readable }>;
}

export interface PublicRoadTools {
  readonly live: LiveForms;
  readonly submissions: Pick<SubmissionStore, 'resume'>;
  readonly files: Pick<FileStore, 'find'>;
  readonly vault: Pick<FileVault, 'open'>;
  readonly transact: Transact;
  readonly speak: SubmitTools['speak'];
  readonly publicForm: MakePublicForm;
  readonly stateOf: StateOf;
  readonly rateLimit: RateLimit;
  readonly submit: Submit;
  readonly counters: Counters;
  readonly keys: Keys;
  readonly clock: Clock;
}

const isFiles = (value: Values[string] | undefined): value is readonly StoredFile[] =>
  Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';

export const createPublicRoad = (tools: PublicRoadTools): PublicRoad => {
  const { live, submissions, files, vault, transact, speak, publicForm, stateOf, rateLimit, submit, counters, keys, clock } = tools;

  return {
    async find(formKey) {
      const form = await live.byKey(formKey);
      if (form === null) throw new PluginError('FORM_NOT_FOUND');
      return form;
    },

    async show(form, locale) {
      const language = speak(form, locale);
      return publicForm(language, await stateOf(language.version), clock());
    },

    async admit(form, { address, user }) {
      const { spam, oncePer } = form.definition.settings;
      await rateLimit({ formId: form.formId, limits: spam, address: addressKey(keys, address, form.formId) });
      if (oncePer === 'user' && user === null) throw new PluginError('LOGIN_REQUIRED');
    },

    submit: (arrival: Arrival): Promise<Answered> => submit(arrival),

    async resume(form, token) {
      const found = await transact(({ transaction }) => submissions.resume(form.formId, hashResumeToken(token), transaction));
      if (found === null) throw new PluginError('SUBMISSION_NOT_FOUND');
      if (found.state === 'complete') throw new PluginError('SUBMISSION_IS_COMPLETE');
      const given = Object.entries(found.values).filter(([, value]) => value !== null);
      return {
        answers: Object.fromEntries(given.filter(([, value]) => !isFiles(value))),
        files: Object.fromEntries(given.flatMap(([key, value]) => (isFiles(value) ? [[key, value]] : []))),
        page: found.page,
      };
    },

    see: (form, sighting, address) => counters.see(form, sighting, addressKey(keys, address, form.formId)),

    async openFile(signed) {
      const id = readFileLink(keys, signed, clock());
      const file = id === null ? null : await files.find(id);
      if (file === null) throw new PluginError('FILE_NOT_FOUND');
      return { file, stream: await vault.open(file) };
    },
  };
};
