import type { FormSettings } from '../../../shared/contracts/form';
import type { Announce } from '../kernel/telemetry';
import type { Erase, Erased, IsDue } from './erase';
import type {
  FileRecord,
  FileStore,
  FileVault,
  FormHead,
  GuardStore,
  HeadStore,
  Inbox,
  InboxFilter,
  Transact,
  VersionStore,
} from './ports';
import { discardFiles } from './upload/uploads';

/** What one form lost in a purge. */
export interface FormPurge {
  readonly complete: number;
  readonly partial: number;
  readonly spam: number;
  readonly files: number;
}

/** One run, kept so that people can see that retention runs, and when it does not. */
export interface PurgeRun {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly forms: Readonly<Record<string, FormPurge>>;
  /** What kept it from ending; `null` when nothing did. */
  readonly fault: string | null;
}

export interface RetentionTools {
  readonly heads: HeadStore;
  readonly versions: Pick<VersionStore, 'latest'>;
  readonly inbox: Pick<Inbox, 'walk'>;
  readonly guards: Pick<GuardStore, 'purge' | 'clear'>;
  readonly files: Pick<FileStore, 'abandoned' | 'remove'>;
  readonly vault: Pick<FileVault, 'remove'>;
  readonly erase: Erase;
  readonly transact: Transact;
  /** The database's clock. */
  readonly now: () => Promise<number>;
  readonly record: (run: PurgeRun) => Promise<void>;
  readonly announce: Announce;
  /** Ends the loop between two steps. */
  readonly isStopping: () => boolean;
}

const DAY_MS = 86_400_000;
const PER_STEP = 100;
/** Who deletes a form waits for so many steps; what is more than that is left to the next purge. */
const STEPS_AT_ONCE = 10;
const GUARDS_PER_STEP = 1_000;
/** No submission is on its way for so long, by whichever clock: files that are nobody's by then were left by a process that died. */
const ABANDONED_MS = DAY_MS;
/** A pause between two steps: a purge of many rows must leave the database to those who submit. */
const BREATH_MS = 50;
const NOTHING: FormPurge = { complete: 0, partial: 0, spam: 0, files: 0 };

type Kind = 'complete' | 'partial' | 'spam';

const FILTERS: Readonly<Record<Kind, Omit<InboxFilter, 'formIds'>>> = {
  complete: { state: 'complete' },
  partial: { state: 'partial' },
  spam: { status: 'spam' },
};

const daysOf = ({ completeDays, partialDays, spamDays }: FormSettings['retention']): Readonly<Record<Kind, number | null>> => ({
  complete: completeDays,
  partial: partialDays,
  spam: spamDays,
});

const KINDS: readonly Kind[] = ['complete', 'partial', 'spam'];

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, BREATH_MS));

/** Removes what retention no longer keeps, what deleted forms and processes that died have left, and marks that have expired. */
export const createRetention = (tools: RetentionTools) => {
  const { heads, versions, inbox, guards, files, vault, erase, transact, now, record, announce, isStopping } = tools;

  /** Step by step until nothing of the filter is left; oldest first. */
  const eraseAll = async (filter: InboxFilter, mostSteps = Infinity, isDue?: IsDue): Promise<Erased> => {
    let [submissions, files] = [0, 0];
    for (let step = 0; step < mostSteps && !isStopping(); step += 1) {
      const list = await inbox.walk(filter, { after: null, direction: 'oldest-first', limit: PER_STEP });
      if (list.length === 0) break;
      const erased = await erase(list, isDue);
      submissions += erased.submissions;
      files += erased.files;
      if (list.length < PER_STEP) break;
      await breathe();
    }
    return { submissions, files };
  };

  const purgeForm = async (formId: string, retention: FormSettings['retention'], nowMs: number): Promise<FormPurge> => {
    let purged = NOTHING;
    for (const kind of KINDS) {
      const days = daysOf(retention)[kind];
      if (days === null) continue;
      const endedAt = nowMs - days * DAY_MS;
      // What no visitor has touched since was begun before, too: `to` goes along the index.
      const to = new Date(endedAt).toISOString();
      const { submissions, files } = await eraseAll(
        { ...FILTERS[kind], formIds: [formId], to, untouchedSince: endedAt },
        Infinity,
        ({ changedAt }) => changedAt < endedAt
      );
      purged = { ...purged, [kind]: submissions, files: purged.files + files };
    }
    return purged;
  };

  /** Submissions and files of a form that was deleted. */
  const sweep = async (formId: string, mostSteps?: number): Promise<void> => {
    await eraseAll({ formIds: [formId] }, mostSteps);
    await eraseAll({ formIds: [formId], status: 'spam' }, mostSteps);
  };

  /** Marks may be many more than submissions: each post leaves some. */
  const removeGuards = async (some: (limit: number) => Promise<number>): Promise<void> => {
    while (!isStopping() && (await some(GUARDS_PER_STEP)) === GUARDS_PER_STEP) await breathe();
  };

  const removeAbandoned = async (nowMs: number): Promise<void> => {
    let list: readonly FileRecord[] = [];
    do {
      // Those that their provider does not give up must not stand in front of all others.
      list = await files.abandoned(nowMs - ABANDONED_MS, PER_STEP, list.at(-1)?.id);
      await discardFiles(list, { files, vault });
      await breathe();
    } while (list.length === PER_STEP && !isStopping());
  };

  const runForm = async ({ formId, formKey }: FormHead, forms: Record<string, FormPurge>, nowMs: number): Promise<void> => {
    if (formKey === null) {
      await sweep(formId);
      await removeGuards((limit) => guards.clear(formId, limit));
      if (!isStopping()) await transact(({ transaction }) => heads.remove(formId, transaction));
      return;
    }
    const latest = await versions.latest(formId);
    if (!latest) return;
    const purged = await purgeForm(formId, latest.definition.settings.retention, nowMs);
    if (purged.complete + purged.partial + purged.spam > 0) forms[formId] = purged;
  };

  const run = async (forms: Record<string, FormPurge>): Promise<void> => {
    const nowMs = await now();
    const faults: unknown[] = [];
    for (const head of await heads.all()) {
      if (isStopping()) return;
      // A file that its provider does not give up must not keep what is in all other forms.
      await runForm(head, forms, nowMs).catch((error: unknown) => faults.push(error));
    }
    await removeAbandoned(nowMs);
    await removeGuards(guards.purge);
    if (faults.length > 0) throw faults[0];
  };

  return {
    /** Begins to remove what a form that was deleted leaves; a small one is gone when it resolves. */
    sweep: (formId: string): Promise<void> => sweep(formId, STEPS_AT_ONCE),

    /** One run. What goes wrong is kept with the run, and rises. */
    async purge(): Promise<void> {
      const forms: Record<string, FormPurge> = {};
      try {
        await run(forms);
        await record({ at: await now(), forms, fault: null });
      } catch (error) {
        await record({ at: await now(), forms, fault: error instanceof Error ? error.message : String(error) });
        throw error;
      }
      const all = Object.values(forms);
      const sum = (kind: keyof FormPurge): number => all.reduce((count, one) => count + one[kind], 0);
      announce('forms.purged', { submissions: sum('complete') + sum('partial') + sum('spam'), files: sum('files') });
    },
  };
};

export type Retention = ReturnType<typeof createRetention>;
