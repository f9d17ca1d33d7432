import type { Context } from 'koa';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import { sameBytes } from '../../signing/same-bytes';

const STRATEGY = `${PLUGIN_ID}-monitoring`;

/** The token of the configuration, or an API token; no visitor and no logged-in user of the site, whatever their role may do. */
export const MONITORING_STRATEGIES = [STRATEGY, 'content-api-token'] as const;

export const METRICS_SCOPE = `plugin::${PLUGIN_ID}.monitoring.metrics`;
export const HEALTH_SCOPE = `plugin::${PLUGIN_ID}.monitoring.health`;
const OURS: readonly unknown[] = [METRICS_SCOPE, HEALTH_SCOPE];

interface Scoped {
  readonly scope?: string | readonly string[];
}

const scopesOf = ({ scope = [] }: Scoped): readonly string[] => (typeof scope === 'string' ? [scope] : scope);

const isOurs = (config: Scoped | undefined): boolean => {
  const scopes = scopesOf(config ?? {});
  return scopes.length > 0 && scopes.every((scope) => OURS.includes(scope));
};

const bearerOf = (ctx: Context): string | null => /^bearer\s+(\S+)$/i.exec(ctx.request.headers.authorization ?? '')?.[1] ?? null;

/** Makes the configured token known to Strapi, for our own routes and no other. In `register`, before routes are called. */
export const registerMonitoringToken = (strapi: Strapi, token: string | null): void => {
  strapi.get('auth').register('content-api', {
    name: STRATEGY,
    authenticate(ctx: Context) {
      const { auth } = (ctx.state.route as { config?: { auth?: Scoped } } | undefined)?.config ?? {};
      const given = bearerOf(ctx);
      const isRight = token !== null && given !== null && isOurs(auth) && sameBytes(given, token);
      return { authenticated: isRight, ...(isRight ? { credentials: { name: STRATEGY } } : {}) };
    },
    verify(_auth: unknown, config: Scoped) {
      if (!isOurs(config)) throw new Error(`the monitoring token was asked for ${scopesOf(config).join()}`);
    },
  });
};

/** Longer than this nobody waits for a database that may be gone, to learn whether a token may see more. */
const PATIENCE_MS = 2_000;

/**
 * Whether whoever sent this request may see what the routes of monitoring guard. For the health route, which answers anyone and some more:
 * asks Strapi as it would itself, without letting its refusal become the answer. Never throws: with the database gone, API tokens may not.
 */
export const maySeeDetails = async (strapi: Strapi, ctx: Context): Promise<boolean> => {
  if (bearerOf(ctx) === null) return false;
  const auth = strapi.get('auth');
  const config = { strategies: [...MONITORING_STRATEGIES], scope: [HEALTH_SCOPE] };
  const state: Record<string, unknown> = { route: { info: { type: 'content-api' }, config: { auth: config } } };
  const probe = Object.create(ctx, { state: { value: state }, unauthorized: { value: () => undefined } }) as Context;

  const verified = async (scope: string): Promise<boolean> => {
    try {
      await auth.verify(state['auth'] as never, { scope: [scope] } as never);
      return true;
    } catch {
      return false;
    }
  };
  const asked = auth
    .authenticate(probe, async () => undefined)
    .then(
      async () => (await verified(HEALTH_SCOPE)) || verified(METRICS_SCOPE),
      () => false
    );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const may = await Promise.race([asked, late]);
  clearTimeout(timer);
  return may;
};
