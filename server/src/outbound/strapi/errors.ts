import type { Context } from 'koa';
import { PluginError, type FieldError } from '../../kernel/errors';

/** A path as Strapi writes it in `details.errors`, so that its forms find the field. */
const pathOf = (path: string): string[] => (path === '' ? [] : path.split('.'));

/** Field errors as they cross the wire. */
export const toFieldErrors = (fields: readonly FieldError[]) =>
  fields.map(({ path, message }) => ({ path: pathOf(path), message, name: 'ValidationError' }));

/** What a notification shows when no form does: a few sentences, or that there are more than a few. */
const sentenceOf = ({ message, fields }: PluginError): string =>
  fields.length === 0 || fields.length > 3 ? message : fields.map((field) => field.message).join(' ');

const answerError = (ctx: Context, error: PluginError): void => {
  ctx.status = error.status;
  ctx.body = {
    data: null,
    error: { status: error.status, name: error.code, message: sentenceOf(error), details: { errors: toFieldErrors(error.fields) } },
  };
};

/**
 * Makes a Koa action of a function that answers by itself, such as with a file: a `PluginError` becomes the status and sentence of that error.
 * Anything else is a bug and goes on to Strapi, which logs it and says 500.
 */
export const answeringItself =
  (respond: (ctx: Context) => Promise<void>) =>
  async (ctx: Context): Promise<void> => {
    try {
      await respond(ctx);
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      answerError(ctx, error);
    }
  };

/** As `answeringItself`, with the function's result as the answer. */
export const answering = (respond: (ctx: Context) => Promise<unknown>) =>
  answeringItself(async (ctx) => {
    ctx.body = { data: await respond(ctx) };
  });
