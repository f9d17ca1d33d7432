import type { Context } from 'koa';
import { SECRET_KINDS } from '../../../../shared/contracts/webhook';
import { answering } from './errors';
import { exactly, oneOf, parseInput, whole } from './input';
import type { GetApi } from './outbound-api';

const HOURS = 'Expected overlapHours to be a whole number from 0 to 168.';

const rotateSchema = exactly({
  kind: oneOf('kind', SECRET_KINDS).required(`Expected kind to be one of: ${SECRET_KINDS.join(', ')}.`),
  overlapHours: whole(HOURS, 0, 168, 'body').default(24),
});

/** A parameter of the path. With a NUL in it, which PostgreSQL fails on, it is the id of nothing. */
export const param = (ctx: Context, name: string): string => {
  const value = (ctx.params as Record<string, string>)[name] ?? '';
  return value.includes('\0') ? '' : value;
};

export const createWebhookController = (api: GetApi) => ({
  list: answering(() => api().webhooks.list()),
  get: answering((ctx) => api().webhooks.get(param(ctx, 'id'))),
  impact: answering((ctx) => api().webhooks.impact(param(ctx, 'id'))),

  create: answering(async (ctx) => {
    const created = await api().webhooks.create(ctx.request.body);
    ctx.status = 201;
    return created;
  }),

  update: answering((ctx) => api().webhooks.update(param(ctx, 'id'), ctx.request.body)),
  remove: answering((ctx) => api().webhooks.remove(param(ctx, 'id'))),

  rotate: answering(async (ctx) => {
    const { kind, overlapHours } = parseInput(rotateSchema, ctx.request.body);
    const secret = await api().webhooks.rotateSecret(param(ctx, 'id'), kind, overlapHours);
    ctx.status = 201;
    return secret;
  }),

  removeSecret: answering((ctx) => api().webhooks.removeSecret(param(ctx, 'id'), param(ctx, 'secretId'))),
  enableReceiver: answering((ctx) => api().webhooks.enableReceiver(param(ctx, 'id'), param(ctx, 'receiverId'))),
});
