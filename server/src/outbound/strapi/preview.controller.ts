import { answering } from './errors';
import { exactly, parseInput, text } from './input';
import type { GetApi } from './outbound-api';
import { abilityOf } from './permissions';
import { previewSchema } from './preview.schema';

const samplesSchema = exactly({
  uid: text('uid').required('Expected uid to be the id of a content type, as in api::article.article.'),
});

export const createPreviewController = (api: GetApi) => ({
  preview: answering(async (ctx) => api().previews.preview(parseInput(previewSchema, ctx.request.body), abilityOf(ctx))),
  test: answering(async (ctx) => api().previews.test(parseInput(previewSchema, ctx.request.body), abilityOf(ctx))),
  catalog: answering(() => api().catalog()),

  samples: answering(async (ctx) => {
    const { uid } = parseInput(samplesSchema, ctx.query);
    return api().samples(uid, abilityOf(ctx));
  }),
});
