import type { Context } from 'koa';
import type { Sight } from '../sight';
import { matchingSchema, pageQuerySchema, parseFilter, recoverSchema } from './delivery.schema';
import { answering } from './errors';
import { parseInput } from './input';
import type { GetApi, OutboundApi } from './outbound-api';
import { abilityOf } from './permissions';
import { param } from './webhook.controller';

type Act = (deliveries: OutboundApi['deliveries'], ctx: Context, sight: Sight) => Promise<unknown>;

export const createDeliveryController = (api: GetApi) => {
  const acting = (act: Act) => answering(async (ctx) => act(api().deliveries, ctx, await api().sightOf(abilityOf(ctx))));

  return {
    list: acting((deliveries, ctx, sight) => {
      const { limit, before, after, ...filter } = parseInput(pageQuerySchema, ctx.query);
      return deliveries.list(parseFilter(filter), { limit, before, after }, sight);
    }),

    ofDocument: acting((deliveries, ctx, sight) => {
      const { limit, before, after, ...filter } = parseInput(pageQuerySchema, ctx.query);
      const subject = { uid: param(ctx, 'uid'), documentId: param(ctx, 'documentId') };
      return deliveries.list({ ...parseFilter(filter), ...subject }, { limit, before, after }, sight);
    }),

    get: acting((deliveries, ctx, sight) => deliveries.get(param(ctx, 'id'), sight)),
    resend: acting((deliveries, ctx, sight) => deliveries.resend(param(ctx, 'id'), sight)),
    cancel: acting((deliveries, ctx, sight) => deliveries.cancel(param(ctx, 'id'), sight)),

    resendMatching: acting((deliveries, ctx, sight) => {
      const { filter, isDryRun } = parseInput(matchingSchema, ctx.request.body);
      return deliveries.resendMatching(parseFilter(filter), isDryRun, sight);
    }),

    cancelMatching: acting((deliveries, ctx, sight) => {
      const { filter, isDryRun } = parseInput(matchingSchema, ctx.request.body);
      return deliveries.cancelMatching(parseFilter(filter), isDryRun, sight);
    }),

    recover: acting((deliveries, ctx, sight) => {
      const { since, afterId, isDryRun } = parseInput(recoverSchema, ctx.request.body);
      const from = { sinceMs: Date.parse(since), ...(afterId ? { afterId } : {}) };
      return deliveries.recover(param(ctx, 'id'), from, isDryRun, sight);
    }),
  };
};
