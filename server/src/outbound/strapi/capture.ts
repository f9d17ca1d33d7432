import type { Strapi } from '../../plugin';
import { createOutbox, type Outbox, type OutboxTools } from '../outbox';
import { createUnderWay, type UnderWay } from '../under-way';
import type { Interest } from '../wants';
import { readActor } from './actor';
import { isWrite, possibleTypes, type DocumentCall } from './document-call';
import { createDocumentLock } from './document-lock';
import { captureLocaleDeletions } from './locales';
import { captureMedia } from './media';
import { createShapes, type Shapes } from './shape';
import { createSnapshots, type Snapshots } from './snapshot';
import { createStory } from './story';
import { createTransact, createTransactionEnd } from './transact';

export interface CaptureConfig {
  /** Store who did it. */
  readonly actor: boolean;
  readonly payloadLimitBytes: number;
}

export interface CaptureTools extends Omit<OutboxTools, 'payloadLimitBytes'> {
  readonly strapi: Strapi;
  /** What the webhooks of the moment could want; asked on every write, so it must not wait. */
  readonly interest: () => Interest;
  readonly config: CaptureConfig;
}

/** What the parts of capture share. */
export interface CaptureBench {
  readonly strapi: Strapi;
  readonly interest: () => Interest;
  readonly outbox: Outbox;
  readonly transact: ReturnType<typeof createTransact>;
  readonly shapes: Shapes;
  readonly snapshots: Snapshots;
  /** Writes that nobody wanted, until they are committed. */
  readonly unwanted: UnderWay;
  readonly actor: () => ReturnType<typeof readActor>;
}

/** Content types that are never captured as entries: ours would tell secrets, and files have events of their own (`media.*`). */
const isExempt = (uid: string): boolean => uid.startsWith('plugin::switchboard.') || uid === 'plugin::upload.file';

/**
 * Around every write of the document service, outermost: opens the transaction, lets Strapi write, reads what is there now and stores the
 * events in the same transaction, so that content and events commit together or not at all. Reading here, and not after the commit as
 * Strapi does, is what keeps two publishes close together from telling of an entry that is already gone.
 */
const createDocumentMiddleware = (bench: CaptureBench) => {
  const lockFor = createDocumentLock(bench.strapi);
  const transactionEnd = createTransactionEnd(bench.strapi);
  return async (
    context: { readonly uid: string; readonly action: string; readonly params: unknown },
    next: () => Promise<unknown>
  ): Promise<unknown> => {
    const { uid, action } = context;
    if (!isWrite(action) || isExempt(uid)) return next();
    const call = context as unknown as DocumentCall;
    const interest = bench.interest();
    const wanted = possibleTypes(call, bench.shapes(uid).hasDrafts).filter((type) => interest.couldWant(type, uid));
    if (wanted.length === 0) {
      const ended = transactionEnd();
      if (ended) void bench.unwanted.track(ended);
      return bench.unwanted.track(next());
    }

    const lock = await lockFor(uid, call.params['documentId']);
    return bench.transact(async (open) => {
      await lock(open.transaction);
      const story = createStory(bench, call, wanted);
      const before = await story.before();
      const result = await next();
      await bench.outbox.append(await story.after(before, result), open);
      return result;
    });
  };
};

/** Sees what happens to content and media, and stores an event of it when a webhook could want one. */
export const createCapture = ({ strapi, interest, config, ...tools }: CaptureTools) => {
  const shapes = createShapes(strapi);
  const bench: CaptureBench = {
    strapi,
    interest,
    outbox: createOutbox({ ...tools, payloadLimitBytes: config.payloadLimitBytes }),
    transact: createTransact(strapi),
    shapes,
    snapshots: createSnapshots(strapi, shapes),
    unwanted: createUnderWay(),
    actor: () => (config.actor ? readActor(strapi) : null),
  };
  const { outbox, transact, snapshots } = bench;
  const transactionEnd = createTransactionEnd(strapi);
  return {
    outbox,
    transact,
    shapes,
    snapshots,
    /** Resolves when writes that were judged by the interest so far, and found unwanted, are committed; after `withinMs` in any case. */
    judged: (withinMs: number) => bench.unwanted.ended(withinMs),
    /** Whether a webhook could want another feature's event. To be asked inside the transaction that it would belong to. */
    couldWant(type: string, uid: string): boolean {
      if (interest().couldWant(type, uid)) return true;
      const ended = transactionEnd();
      if (ended) void bench.unwanted.track(ended);
      return false;
    },
    /** To be called in the plugin's `register`: whoever registers first is outermost, and i18n, history and releases come later. */
    register(): void {
      strapi.documents.use(createDocumentMiddleware(bench) as never);
      captureMedia(bench);
      captureLocaleDeletions(bench);
    },
  };
};
