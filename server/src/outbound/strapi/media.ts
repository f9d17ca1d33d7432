import type { Entry } from '../changes';
import type { CaptureBench } from './capture';
import type { Row } from './snapshot';

const FILE = 'plugin::upload.file';

type MediaType = 'media.create' | 'media.update' | 'media.delete';

/** A call of `strapi.db.query`, as a lifecycle subscriber sees it; `state` travels from `before…` to `after…`. */
interface LifecycleCall {
  readonly params: { readonly where?: unknown };
  readonly result?: { readonly id?: unknown } | null;
  state: { before?: Row };
}

/**
 * Files are written by plain queries, without the document service and without a transaction: the event is stored right after the row, in
 * the caller's transaction where there is one. A crash in between loses it; this is the one promise that is weaker for media.
 */
export const captureMedia = ({ strapi, interest, outbox, transact, snapshots, actor }: CaptureBench): void => {
  const isWanted = (type: MediaType): boolean => interest().couldWant(type, null);

  // A file as Strapi's API gives it: without the folder it lies in and the entries that use it.
  const read = async (where: unknown): Promise<Row | undefined> => (await snapshots.readBare(FILE, where as Row, ['*']))[0];

  const store = async (type: MediaType, file: Row, before?: Row): Promise<void> => {
    const entry: Entry = await snapshots.clean(FILE, file);
    const changed = await snapshots.changes(FILE, before, file, entry);
    const data = { entry, changed, actor: actor(), own: null };
    await transact((open) => outbox.append([{ type, subject: null, data }], open));
  };

  const remember = (type: MediaType) => async (call: LifecycleCall) => {
    if (!isWanted(type)) return;
    const before = await read(call.params.where);
    if (before) call.state.before = before;
  };

  strapi.db.lifecycles.subscribe({
    models: [FILE],
    async afterCreate({ result }: LifecycleCall) {
      if (!isWanted('media.create')) return;
      const file = await read({ id: result?.id });
      if (file) await store('media.create', file);
    },
    beforeUpdate: remember('media.update'),
    async afterUpdate({ result, state }: LifecycleCall) {
      if (!result || !isWanted('media.update')) return;
      const file = await read({ id: result.id });
      if (file) await store('media.update', file, state.before);
    },
    beforeDelete: remember('media.delete'),
    async afterDelete({ state }: LifecycleCall) {
      if (state.before) await store('media.delete', state.before);
    },
  } as never);
};
