import type { FormDefinition, FormInput, FormListItem, FormVersion, FormView, FormWarning } from '../../../shared/contracts/form';
import { atLeisure } from '../kernel/at-leisure';
import type { Clock } from '../kernel/clock';
import { PluginError, type FieldError } from '../kernel/errors';
import type { Ids } from '../kernel/ids';
import { expectForm, formsFor, type Access } from './access';
import type { FormRecord, FormRecords, FormSummary } from './form-record';
import { faultsOfForm, parseFormInput } from './form.schema';
import { fingerprintOf } from './form-record';
import type { CountStore, FormHead, HeadStore, Inbox, OpenTransaction, Transact, VersionStore } from './ports';
import { bringsFields, retire, type Retirement } from './retire';

/** What is wrong with a definition, and what only looks as if it was. */
export interface FormCheck {
  readonly faults: readonly FieldError[];
  readonly warnings: readonly FormWarning[];
}

/** A published version as a list shows it. */
export interface VersionItem {
  readonly number: number;
  readonly title: string;
  readonly publishedAt: string;
  readonly isLive: boolean;
}

/** A form with what its check has to say. */
export interface FormSaved extends FormView {
  readonly warnings: readonly FormWarning[];
}

export interface FormServiceTools {
  readonly records: FormRecords;
  readonly heads: HeadStore;
  readonly versions: VersionStore;
  readonly inbox: Pick<Inbox, 'totals' | 'hasAny'>;
  readonly counts: Pick<CountStore, 'totals'>;
  readonly check: (definition: FormDefinition) => FormCheck;
  readonly transact: Transact;
  readonly ids: Ids;
  readonly clock: Clock;
  /** A version went live, or none is any more. */
  readonly changed: () => void;
  /** Another version goes live, or none, in this transaction. */
  readonly goLive: (before: FormVersion | null, after: FormVersion | null, open: OpenTransaction) => Promise<void>;
  /** Resolves when every instance goes by it. */
  readonly spread: () => Promise<void>;
  /** Begins to remove what a deleted form leaves. */
  readonly sweep: (formId: string) => Promise<void>;
}

const MOST_COPIES = 100;
const LONGEST_KEY = 64;
const LONGEST_TITLE = 255;

/** In a transaction that holds the form. */
interface Held {
  readonly head: FormHead;
  readonly record: FormRecord;
  readonly open: OpenTransaction;
}

const refuse = (path: string, message: string): PluginError => new PluginError('INVALID_INPUT', [{ path, message }]);

const statusOf = ({ fingerprint, publishedFingerprint }: FormSummary): FormListItem['status'] => {
  if (publishedFingerprint === null) return 'draft';
  return publishedFingerprint === fingerprint ? 'published' : 'modified';
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** `contact`, `contact-2`, `contact-3` …, none of them too long. */
const copyKeys = function* (key: string): Generator<string> {
  for (let number = 2; number <= MOST_COPIES; number += 1) {
    const tail = `-${number}`;
    yield `${key.slice(0, LONGEST_KEY - tail.length)}${tail}`;
  }
};

/** What editors do with forms. Each call asks what this person may do with that form; to whom may not, it does not exist. */
export const createFormService = (tools: FormServiceTools) => {
  const { records, heads, versions, inbox, counts, check, transact, ids, clock, changed, goLive, spread, sweep } = tools;

  // Screens look again and again, and each look counts all submissions that there are.
  const totalsOfAll = atLeisure(() => inbox.totals(), clock);
  const countsOfAll = atLeisure(() => counts.totals(), clock);

  const isAnswered = async (head: FormHead, on: OpenTransaction | null): Promise<boolean> =>
    head.isAnswered || inbox.hasAny(head.formId, on?.transaction ?? null);

  const hold = async <T>(id: string, work: (held: Held) => Promise<T>): Promise<T> =>
    transact(async (open) => {
      const head = await heads.lock(id, open.transaction);
      const record = head && head.formKey !== null ? await records.find(id) : null;
      if (!head || !record) throw new PluginError('FORM_NOT_FOUND');
      return work({ head, record, open });
    });

  const liveOf = async ({ formId, liveNumber }: FormHead, { transaction }: OpenTransaction): Promise<FormVersion | null> =>
    liveNumber === null ? null : ((await versions.read(formId, [liveNumber], transaction))[0] ?? null);

  /** The draft as the form's past wants it. Versions before the latest are read only where a new field could take a key of theirs. */
  const pastOf = async (
    draft: FormDefinition,
    head: FormHead,
    open: OpenTransaction | null
  ): Promise<{ readonly latest: Awaited<ReturnType<VersionStore['latest']>>; readonly retirement: Retirement }> => {
    const on = open?.transaction ?? null;
    const latest = await versions.latest(head.formId, on);
    const hasAnswers = await isAnswered(head, open);
    const isExposed = latest !== null && latest.number > 1 && hasAnswers && bringsFields(draft, latest);
    const older = isExposed ? (await versions.read(head.formId, undefined, on)).slice(1) : [];
    return { latest, retirement: retire(draft, latest, hasAnswers, older) };
  };

  const expectRevision = (head: FormHead, revision: number | null): void => {
    if (revision !== null && revision !== head.revision) throw new PluginError('FORM_CHANGED');
  };

  /** A draft that may be kept. Throws what is wrong with it. */
  const judge = (retirement: Retirement): readonly FormWarning[] => {
    const { faults, warnings } = check(retirement.definition);
    const all = [...retirement.faults, ...faults.map((fault) => ({ ...fault, path: `definition.${fault.path}` }))];
    if (all.length > 0) throw new PluginError('INVALID_INPUT', all);
    return warnings.map((warning) => ({ ...warning, path: `definition.${warning.path}` }));
  };

  const reserve = async (id: string, key: string, open: OpenTransaction): Promise<void> => {
    if ((await heads.reserve(id, key, open.transaction)) === 'reserved') return;
    throw refuse('key', `Expected a key that no other form has; there is one with \`${key}\`.`);
  };

  const view = async (id: string): Promise<FormView> => {
    const [head, record, latest] = await Promise.all([heads.find({ formId: id }), records.find(id), versions.latest(id)]);
    if (!head || !record) throw new PluginError('FORM_NOT_FOUND');
    const hasSubmissions = await isAnswered(head, null);
    const { definition, lockedKeys } = retire(record.definition, latest, hasSubmissions);
    return {
      id,
      key: record.key,
      title: record.title,
      description: record.description,
      definition,
      status: statusOf(record),
      version: head.liveNumber,
      createdAt: iso(record.createdAt),
      updatedAt: iso(record.updatedAt),
      revision: head.revision,
      lockedKeys,
      isKeyLocked: latest !== null,
      hasSubmissions,
      roles: head.roles,
    };
  };

  const insert = async (input: FormInput, access: Access): Promise<string> =>
    transact(async (open) => {
      const id = await records.insert(input);
      await reserve(id, input.key, open);
      // Who may see assigned forms only is to see the one just made.
      const isLost = !access.may('forms.read', { roles: [] });
      if (isLost) await heads.change(id, { roles: access.roles }, open.transaction);
      return id;
    });

  /** Fields get ids of their own: an id is never used again. */
  const copied = (definition: FormDefinition): FormDefinition => ({
    ...definition,
    retired: [],
    pages: definition.pages.map((page) => ({
      ...page,
      fields: page.fields.map((field) => ({ ...field, id: ids('fld') })),
    })),
  });

  return {
    async list(access: Access): Promise<readonly FormListItem[]> {
      const visible = new Map((await formsFor(heads, access, 'forms.read')).map((head) => [head.formId, head]));
      const all = (await records.all()).filter(({ id }) => visible.has(id));
      const totals = new Map((await totalsOfAll()).map((one) => [one.formId, one]));
      const counted = await countsOfAll();
      return all.map((summary) => {
        const { total = 0, unread = 0, lastAt = null } = totals.get(summary.id) ?? {};
        const { views = 0, completions = 0 } = counted.get(summary.id) ?? {};
        return {
          id: summary.id,
          key: summary.key,
          title: summary.title,
          status: statusOf(summary),
          version: visible.get(summary.id)!.liveNumber,
          submissions: { total, unread, lastAt: lastAt === null ? null : iso(lastAt) },
          completion: views === 0 ? null : Math.min(1, completions / views),
          updatedAt: iso(summary.updatedAt),
        };
      });
    },

    async get(id: string, access: Access): Promise<FormView> {
      await expectForm(heads, access, 'forms.read', id);
      return view(id);
    },

    async create(body: unknown, access: Access): Promise<FormSaved> {
      const input = parseFormInput(body);
      const retirement = retire(input.definition, null, false);
      const warnings = judge(retirement);
      const id = await insert({ ...input, definition: retirement.definition }, access);
      return { ...(await view(id)), warnings };
    },

    /** `revision`: of the draft that the editor began with; `null` overwrites whatever is there. */
    async update(id: string, body: unknown, revision: number | null, access: Access): Promise<FormSaved> {
      await expectForm(heads, access, 'forms.update', id);
      const parsed = parseFormInput(body);
      const warnings = await hold(id, async ({ head, record, open }) => {
        expectRevision(head, revision);
        const { latest, retirement } = await pastOf(parsed.definition, head, open);
        if (latest && parsed.key !== latest.formKey) {
          throw refuse('key', `Expected \`${latest.formKey}\`: the key of a form that was published cannot change any more.`);
        }
        const found = judge(retirement);
        const input = { ...parsed, definition: retirement.definition };
        if (fingerprintOf(input) === record.fingerprint) return found;
        if (input.key !== record.key) await reserve(id, input.key, open);
        await records.replace(id, input);
        await heads.change(id, { revision: head.revision + 1 }, open.transaction);
        return found;
      });
      return { ...(await view(id)), warnings };
    },

    /** Makes a version of the draft and lets visitors have it; nothing new when nothing has changed. */
    async publish(id: string, revision: number | null, access: Access): Promise<FormView> {
      await expectForm(heads, access, 'forms.publish', id);
      await hold(id, async ({ head, record, open }) => {
        expectRevision(head, revision);
        const { latest, retirement } = await pastOf(record.definition, head, open);
        judge(retirement);
        const input = { ...record, definition: retirement.definition };
        const fingerprint = fingerprintOf(input);
        const isSame = latest?.fingerprint === fingerprint;
        if (isSame && head.liveNumber === latest.number && record.publishedFingerprint === fingerprint) return;
        if (record.fingerprint !== fingerprint) await records.replace(id, input);
        const number = isSame ? latest.number : (latest?.number ?? 0) + 1;
        const { key: formKey, title, description, definition } = input;
        const version = isSame
          ? latest
          : { formId: id, formKey, number, title, description, definition, fingerprint, publishedAt: clock() };
        if (!isSame) await versions.append(version, open.transaction);
        await goLive(await liveOf(head, open), version, open);
        await heads.change(id, { liveNumber: number }, open.transaction);
        await records.move(id, 'publish');
        open.onCommit(changed);
      });
      await spread();
      return view(id);
    },

    /** Visitors do not find it any more; versions and submissions stay. */
    async unpublish(id: string, access: Access): Promise<FormView> {
      await expectForm(heads, access, 'forms.publish', id);
      await hold(id, async ({ head, open }) => {
        if (head.liveNumber === null) return;
        await goLive(await liveOf(head, open), null, open);
        await heads.change(id, { liveNumber: null }, open.transaction);
        await records.move(id, 'unpublish');
        open.onCommit(changed);
      });
      await spread();
      return view(id);
    },

    /** Sets the draft to what is published. */
    async discard(id: string, access: Access): Promise<FormView> {
      await expectForm(heads, access, 'forms.update', id);
      await hold(id, async ({ head, record, open }) => {
        if (record.publishedFingerprint === null) throw new PluginError('FORM_NOT_PUBLISHED');
        if (record.publishedFingerprint === record.fingerprint) return;
        await records.move(id, 'discard');
        await heads.change(id, { revision: head.revision + 1 }, open.transaction);
      });
      return view(id);
    },

    /** A draft of the same content under a key of its own. */
    async duplicate(id: string, access: Access): Promise<FormView> {
      await expectForm(heads, access, 'forms.read', id);
      const record = await records.find(id);
      if (!record) throw new PluginError('FORM_NOT_FOUND');
      const title = `${record.title} (copy)`.slice(0, LONGEST_TITLE);
      for (const key of copyKeys(record.key)) {
        if (await heads.find({ formKey: key })) continue;
        const { description, definition } = record;
        return view(await insert({ key, title, description, definition: copied(definition) }, access));
      }
      throw refuse('key', `Expected fewer than ${MOST_COPIES} copies.`);
    },

    /** With its versions at once; its submissions and files follow. */
    async remove(id: string, access: Access): Promise<{ readonly id: string }> {
      await expectForm(heads, access, 'forms.delete', id);
      await hold(id, async ({ head, open }) => {
        await goLive(await liveOf(head, open), null, open);
        await records.move(id, 'delete');
        await heads.change(id, { formKey: null, liveNumber: null }, open.transaction);
        open.onCommit(changed);
      });
      await spread();
      await sweep(id);
      return { id };
    },

    /** Who may see it, of those whose role sees assigned forms only. */
    async assign(id: string, roles: readonly string[], access: Access): Promise<FormView> {
      await expectForm(heads, access, 'forms.update', id);
      await hold(id, ({ open }) => heads.change(id, { roles: [...new Set(roles)] }, open.transaction));
      return view(id);
    },

    /** The key under which webhooks name it. */
    async keyToAttach(id: string, access: Access): Promise<string> {
      const { formKey } = await expectForm(heads, access, 'forms.update', id);
      return formKey!;
    },

    /** What saving this would say. With an id, what that form's past asks as well. */
    async check(body: unknown, id: string | null, access: Access): Promise<FormCheck> {
      const head = id === null ? null : await expectForm(heads, access, 'forms.read', id);
      const broken = faultsOfForm(body);
      if (broken.length > 0) return { faults: broken, warnings: [] };
      const { definition } = parseFormInput(body);
      const { retirement } = head ? await pastOf(definition, head, null) : { retirement: retire(definition, null, false) };
      const { faults, warnings } = check(retirement.definition);
      const below = <T extends { readonly path: string }>(list: readonly T[]): readonly T[] =>
        list.map((one) => ({ ...one, path: `definition.${one.path}` }));
      return { faults: [...retirement.faults, ...below(faults)], warnings: below(warnings) };
    },

    async versions(id: string, access: Access): Promise<readonly VersionItem[]> {
      const head = await expectForm(heads, access, 'forms.read', id);
      return (await versions.read(id)).map(({ number, title, publishedAt }) => ({
        number,
        title,
        publishedAt: iso(publishedAt),
        isLive: number === head.liveNumber,
      }));
    },

    async version(id: string, number: number, access: Access): Promise<FormVersion> {
      await expectForm(heads, access, 'forms.read', id);
      // What is no number is no version; PostgreSQL would fail on it.
      const [version] = Number.isSafeInteger(number) ? await versions.read(id, [number]) : [];
      if (!version) throw new PluginError('VERSION_NOT_FOUND');
      const { fingerprint: _fingerprint, ...shown } = version;
      return shown;
    },

    /** The draft as if it was a version, of number 0: for previews and test submissions. */
    async draft(id: string, action: 'forms.read' | 'forms.update', access: Access): Promise<FormVersion> {
      await expectForm(heads, access, action, id);
      const record = await records.find(id);
      if (!record) throw new PluginError('FORM_NOT_FOUND');
      const { key: formKey, title, description, definition, updatedAt } = record;
      return { formId: id, formKey, number: 0, title, description, definition, publishedAt: updatedAt };
    },
  };
};

export type FormService = ReturnType<typeof createFormService>;
