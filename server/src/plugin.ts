import { PLUGIN_ID } from '../../shared/permissions';

export { PLUGIN_ID };

type Slice<T> = Readonly<Record<string, T>>;

/** What one feature gives to Strapi. Hooks run in the order of the features; `destroy` in reverse. */
export interface Feature {
  readonly contentTypes?: Slice<{ readonly schema: object }>;
  readonly controllers?: Slice<unknown>;
  readonly services?: Slice<unknown>;
  readonly policies?: Slice<unknown>;
  /** Route lists by router name; all features share the routers `admin` and `content-api`. */
  readonly routes?: { readonly admin?: readonly object[]; readonly 'content-api'?: readonly object[] };
  readonly register?: (context: { strapi: Strapi }) => void | Promise<void>;
  readonly bootstrap?: (context: { strapi: Strapi }) => void | Promise<void>;
  readonly destroy?: (context: { strapi: Strapi }) => void | Promise<void>;
}

/** Strapi's own type, named once. */
export type Strapi = import('@strapi/strapi').Core.Strapi;

const mergeSlices = <T>(kind: string, slices: readonly (Slice<T> | undefined)[]): Record<string, T> => {
  const merged: Record<string, T> = {};
  for (const [key, value] of slices.flatMap((slice) => Object.entries(slice ?? {}))) {
    if (key in merged) throw new Error(`two features of ${PLUGIN_ID} give a ${kind} named "${key}"`);
    merged[key] = value;
  }
  return merged;
};

/**
 * The one object that Strapi reads from a plugin, made of the features' slices.
 * Throws when two features give the same key, because Strapi would silently keep one.
 */
export const mergeFeatures = (features: readonly Feature[], config: object) => {
  const run = (hook: 'register' | 'bootstrap' | 'destroy', order: readonly Feature[]) => async (context: { strapi: Strapi }) => {
    for (const feature of order) await feature[hook]?.(context);
  };
  const routes = (type: 'admin' | 'content-api') => ({
    type,
    routes: features.flatMap((feature) => feature.routes?.[type] ?? []),
  });
  return {
    config,
    contentTypes: mergeSlices(
      'content type',
      features.map((feature) => feature.contentTypes)
    ),
    controllers: mergeSlices(
      'controller',
      features.map((feature) => feature.controllers)
    ),
    services: mergeSlices(
      'service',
      features.map((feature) => feature.services)
    ),
    policies: mergeSlices(
      'policy',
      features.map((feature) => feature.policies)
    ),
    routes: { admin: routes('admin'), 'content-api': routes('content-api') },
    register: run('register', features),
    bootstrap: run('bootstrap', features),
    destroy: run('destroy', [...features].reverse()),
  };
};
