import { OVERVIEW_RANGES } from '../../../../shared/contracts/delivery';
import { answering } from './errors';
import { exactly, oneOf, parseInput } from './input';
import type { GetApi } from './outbound-api';

const overviewSchema = exactly({ range: oneOf('range', OVERVIEW_RANGES).default('day' as const) });

export const createOverviewController = (api: GetApi) => ({
  get: answering(async (ctx) => {
    const { range } = parseInput(overviewSchema, ctx.query);
    return api().deliveries.overview(range);
  }),

  settings: answering(() => api().settings()),
});
