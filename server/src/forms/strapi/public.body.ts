import type { Context, Next } from 'koa';
import { PLUGIN_ID, type Strapi } from '../../plugin';

const POSTS = ['POST', 'PATCH'];
/** Nobody parses this. */
const UNPARSED = 'application/octet-stream';
const ALLOW_HEADERS = 'Access-Control-Allow-Headers';

/** Where the content type of a post stands while Strapi's parser must not see it. */
const KEPT = `${PLUGIN_ID}.contentType`;

/** What a request said about its body before it was kept from the parser. */
export const contentTypeOf = (ctx: Context): string => (ctx.state[KEPT] as string | undefined) ?? ctx.get('content-type');

/**
 * Keeps Strapi's body parser away from posts to forms. It runs before routes do, has limits of its own (200 MB for a multipart post), writes
 * files before anybody knows whether a form takes any, and leaves those behind that have a name it does not expect. It goes by the content type,
 * so that is hidden from it; nothing is read here, and CORS, logs and errors stay Strapi's. Outermost, in `register`.
 */
export const keepParserAway = (strapi: Strapi): void => {
  const prefix = `${strapi.config.get('api.rest.prefix', '/api')}/${PLUGIN_ID}/forms/`;
  strapi.server.use(async (ctx: Context, next: Next) => {
    if (!ctx.path.toLowerCase().startsWith(prefix.toLowerCase())) return next();
    if (POSTS.includes(ctx.method)) {
      ctx.state[KEPT] = ctx.get('content-type');
      ctx.req.headers['content-type'] = UNPARSED;
    }
    await next();
    // A site that lets other origins in lets them send this as well; Strapi's own list does not know it.
    const allowed = ctx.response.get(ALLOW_HEADERS);
    if (ctx.method === 'OPTIONS' && allowed !== '') ctx.set(ALLOW_HEADERS, `${allowed},Idempotency-Key`);
  });
};
