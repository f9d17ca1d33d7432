import type { Context } from 'koa';
import type { Strapi } from '../../plugin';
import type { Visitor } from '../arrival';

const USERS = 'users-permissions';

interface Credentials {
  readonly id?: number | string;
}

/**
 * Id of the logged-in user of the site, where there is one. Asks Strapi as it would ask itself, without letting its refusal become the answer:
 * a session that has ended makes a visitor of a user.
 */
const userOf = async (strapi: Strapi, ctx: Context): Promise<string | null> => {
  if (!ctx.get('authorization') || !strapi.plugin(USERS)) return null;
  const state: { auth?: { credentials?: Credentials | null }; [name: string]: unknown } = {
    route: { info: { type: 'content-api' }, config: { auth: { strategies: [USERS] } } },
  };
  const probe = Object.create(ctx, { state: { value: state }, unauthorized: { value: () => undefined } }) as Context;
  await strapi
    .get('auth')
    .authenticate(probe, async () => undefined)
    .catch(() => undefined);
  const id = state.auth?.credentials?.id;
  return id === undefined ? null : String(id);
};

/** Who sends a request. The address is what Strapi takes for it: see `server.proxy` in its configuration. */
export const visitorOf = async (strapi: Strapi, ctx: Context): Promise<Visitor> => ({
  address: ctx.request.ip,
  userAgent: ctx.get('user-agent'),
  user: await userOf(strapi, ctx),
});
