import type { Knex } from 'knex';
import type { Strapi } from '../../plugin';
import { isMigrated, takeBootLock, type DatabaseClient } from '../drivers/database';

const LOOK_EVERY_MS = 20;
/** Whoever takes longer than this is not waited for any longer. */
const LONGEST_BOOT_MS = 60_000;

/**
 * Lets instances that meet a database nobody has prepared yet boot one after the other. Strapi itself makes its tables without any lock, so that
 * of two that begin together on an empty database one would fail. Once a boot with this version is through, there is nothing to wait for, and
 * no instance waits.
 */
export const createFirstBoot = (strapi: Strapi) => {
  let release: (() => Promise<void>) | null = null;

  const end = async (): Promise<void> => {
    const held = release;
    release = null;
    await held?.();
  };

  const begin = async (): Promise<void> => {
    const knex = strapi.db.connection as unknown as Knex;
    const client = strapi.db.dialect.client as DatabaseClient;
    if (client === 'sqlite' || (await isMigrated(knex, client, strapi.db.getSchemaName()))) return;
    release = await takeBootLock(knex, client, LONGEST_BOOT_MS);
    const endsAt = Date.now() + LONGEST_BOOT_MS;
    const timer = setInterval(() => {
      if (release !== null && !strapi.isLoaded && Date.now() < endsAt) return;
      clearInterval(timer);
      // A connection that broke has given the lock back by itself.
      void end().catch((error: Error) => strapi.log.warn(`[switchboard] giving the lock of the first boot back: ${error.message}`));
    }, LOOK_EVERY_MS);
    timer.unref();
  };

  return {
    /** In register: the hook runs after the database is connected and before its tables are made. */
    register(): void {
      strapi.hook('strapi::content-types.beforeSync').register(begin);
    },
    end,
  };
};
