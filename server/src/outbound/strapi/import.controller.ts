import * as yup from 'yup';
import { PluginError } from '../../kernel/errors';
import { answering } from './errors';
import { exactly, flag, parseInput, text } from './input';
import type { GetApi } from './outbound-api';
import { abilityOf } from './permissions';

const IDS = 'Expected ids to be a list of ids of webhooks stored by Strapi.';

const importSchema = exactly({
  ids: yup
    .array(text('id').required(IDS))
    .transform((_value, original: unknown) => original as never)
    .typeError(IDS)
    .required(IDS)
    .min(1, IDS)
    .max(1_000, IDS),
  disableThere: flag('disableThere').default(false),
});

export const createImportController = (api: GetApi) => ({
  list: answering(() => api().imports.list()),

  create: answering(async (ctx) => {
    const input = parseInput(importSchema, ctx.request.body);
    if (input.disableThere && !abilityOf(ctx).can('admin::webhooks.update')) throw new PluginError('ACTION_FORBIDDEN');
    return api().imports.run(input);
  }),
});
