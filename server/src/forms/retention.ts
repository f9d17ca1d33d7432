import type { FormSettings } from '../../../shared/contracts/form';
import type { Announce } from '../kernel/telemetry';
import type { Erase, Erased } from './erase';
import type { GuardStore, HeadStore, Inbox, InboxFilter, Transact, VersionStore } from './ports';

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
  readonly guards: Pick<GuardStore, 'purge'>;
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
const GUARDS_PER_STEP = 1_000;
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

/** Removes what retention no longer keeps, what deleted forms left, and marks that have expired. */
export const createRetention = (tools: RetentionTools) => {
  const { heads, versions, inbox, guards, erase, transact, now, record, announce, isStopping } = tools;

  /** Step by step until nothing of the filter is left; oldest first. */
  const eraseAll = async (filter: InboxFilter): Promise<Erased> => {
    let [submissions, files] = [0, 0];
    while (!isStopping()) {
      const list = await inbox.walk(filter, { after: null, direction: 'oldest-first', limit: PER_STEP });
      if (list.length === 0) break;
      const erased = await erase(list);
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
      const to = new Date(nowMs - days * DAY_MS).toISOString();
      const { submissions, files } = await eraseAll({ ...FILTERS[kind], formIds: [formId], to });
      purged = { ...purged, [kind]: submissions, files: purged.files + files };
    }
    return purged;
  };

  /** Submissions and files of a form that was deleted. */
  const sweep = async (formId: string): Promise<void> => {
    await eraseAll({ formIds: [formId] });
    await eraseAll({ formIds: [formId], status: 'spam' });
  };

  const purgeGuards = async (): Promise<void> => {
    while (!isStopping() && (await guards.purge(GUARDS_PER_STEP)) === GUARDS_PER_STEP) await breathe();
  };

  const run = async (forms: Record<string, FormPurge>): Promise<void> => {
    const nowMs = await now();
    for (const { formId, formKey } of await heads.all()) {
      if (isStopping()) return;
      if (formKey === null) {
        await sweep(formId);
        await transact(({ transaction }) => heads.remove(formId, transaction));
        continue;
      }
      const latest = await versions.latest(formId);
      if (!latest) continue;
      const purged = await purgeForm(formId, latest.definition.settings.retention, nowMs);
      if (purged.complete + purged.partial + purged.spam > 0) forms[formId] = purged;
    }
    await purgeGuards();
  };

  return {
    sweep,

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
