import type { Context } from 'koa';
import { ERRORS, type PluginError } from '../../kernel/errors';
import { TooManySubmissions } from '../spam/rate-limit';

/** Whether whoever asks would rather have a page than JSON: a browser that posts a form without any script. */
export const wantsPage = (ctx: Context): boolean => ctx.accepts('json', 'html') === 'html';

/** The sentence that stands for an error where no field does. */
export const sentenceOf = ({ message, fields }: PluginError): string => fields.find(({ path }) => path === '')?.message ?? message;

/** Says why in Strapi's shape. A path is the key of a field, whole; `name` a word for programs. */
export const answerRefusal = (ctx: Context, error: PluginError): void => {
  ctx.status = error.status;
  if (error instanceof TooManySubmissions) ctx.set('Retry-After', String(error.retryAfterS));
  const errors = error.fields.map(({ path, message, code = error.code }) => ({
    path: path === '' ? [] : [path],
    message,
    name: code,
  }));
  ctx.body = {
    data: null,
    error: {
      status: error.status,
      name: error.code,
      message: errors.length > 0 ? ERRORS[error.code].sentence : error.message,
      details: { errors },
    },
  };
};
