import type { Strapi } from '../../plugin';

type Persisted = string | { readonly name: string };

const STORE_KEY = { type: 'core', key: 'persisted_tables' } as const;

/**
 * Tells Strapi's schema sync to leave these tables alone. Without it, one boot with the plugin disabled drops the tables of its content types
 * with all that is in them.
 */
export const protectTables = async (strapi: Strapi, tables: readonly string[]): Promise<void> => {
  const persisted = ((await strapi.store!.get(STORE_KEY)) ?? []) as readonly Persisted[];
  const names = new Set(persisted.map((table) => (typeof table === 'string' ? table : table.name)));
  const missing = tables.filter((name) => !names.has(name));
  if (missing.length === 0) return;
  await strapi.store!.set({ ...STORE_KEY, value: [...persisted, ...missing.map((name) => ({ name }))] });
};

/** Keeps the content type out of the GraphQL schema, where that plugin is installed. In register: the schema is built in bootstrap. */
export const hideFromGraphql = (strapi: Strapi, uid: string): void => {
  const graphql = strapi.plugin('graphql') as ReturnType<Strapi['plugin']> | undefined;
  graphql?.service('extension').shadowCRUD(uid).disable();
};
