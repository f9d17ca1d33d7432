import type { Context } from 'koa';
import type { DeliveryView } from '../../../../shared/contracts/delivery';
import { withoutPayloads } from '../delivery-service';
import { matchingSchema, pageQuerySchema, parseFilter, recoverSchema } from './delivery.schema';
import { answering } from './errors';
import { parseInput } from './input';
import type { GetApi } from './outbound-api';
import { abilityOf, may } from './permissions';
import { param } from './webhook.controller';

const visible = (ctx: Context, view: DeliveryView): DeliveryView =>
  may(abilityOf(ctx), 'deliveries.payloads') ? view : withoutPayloads(view);

export const createDeliveryController = (api: GetApi) => ({
  list: answering(async (ctx) => {
    const { limit, before, after, ...filter } = parseInput(pageQuerySchema, ctx.query);
    return api().deliveries.list(parseFilter(filter), { limit, before, after });
  }),

  ofDocument: answering(async (ctx) => {
    const { limit, before, after, ...filter } = parseInput(pageQuerySchema, ctx.query);
    const subject = { uid: param(ctx, 'uid'), documentId: param(ctx, 'documentId') };
    return api().deliveries.list({ ...parseFilter(filter), ...subject }, { limit, before, after });
  }),

  get: answering(async (ctx) => visible(ctx, await api().deliveries.get(param(ctx, 'id')))),
  resend: answering(async (ctx) => visible(ctx, await api().deliveries.resend(param(ctx, 'id')))),
  cancel: answering(async (ctx) => visible(ctx, await api().deliveries.cancel(param(ctx, 'id')))),

  resendMatching: answering(async (ctx) => {
    const { filter, isDryRun } = parseInput(matchingSchema, ctx.request.body);
    return api().deliveries.resendMatching(parseFilter(filter), isDryRun);
  }),

  cancelMatching: answering(async (ctx) => {
    const { filter, isDryRun } = parseInput(matchingSchema, ctx.request.body);
    return api().deliveries.cancelMatching(parseFilter(filter), isDryRun);
  }),

  recover: answering(async (ctx) => {
    const { since, afterId, isDryRun } = parseInput(recoverSchema, ctx.request.body);
    return api().deliveries.recover(param(ctx, 'id'), { sinceMs: Date.parse(since), ...(afterId ? { afterId } : {}) }, isDryRun);
  }),
});
