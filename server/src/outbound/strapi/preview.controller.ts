import type { PreviewInput } from '../../../../shared/contracts/webhook';
import { answering } from './errors';
import { exactly, parseInput, text } from './input';
import type { GetApi } from './outbound-api';
import { abilityOf } from './permissions';
import { previewSchema } from './preview.schema';

const samplesSchema = exactly({
  uid: text('uid').required('Expected uid to be the id of a content type, as in api::article.article.'),
});

// The webhook in it is still unknown: the preview parses it with the masks filled.
const parsePreview = (body: unknown): PreviewInput => parseInput(previewSchema, body) as PreviewInput;

export const createPreviewController = (api: GetApi) => ({
  preview: answering(async (ctx) => api().previews.preview(parsePreview(ctx.request.body), abilityOf(ctx))),
  test: answering(async (ctx) => api().previews.test(parsePreview(ctx.request.body), abilityOf(ctx))),
  catalog: answering(() => api().catalog()),

  samples: answering(async (ctx) => {
    const { uid } = parseInput(samplesSchema, ctx.query);
    return api().samples(uid, abilityOf(ctx));
  }),
});
