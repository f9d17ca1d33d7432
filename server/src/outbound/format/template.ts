import { mixed } from 'yup';
import { expected } from '../../kernel/expected';
import { objectOf } from './content';
import { defineFormat } from './define';
import { LONGEST_TEMPLATE, renderTemplate, templateFault } from './liquid';

const MEDIA_TYPE =
  /^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}(?:; ?[a-z0-9-]{1,20}="?[a-z0-9_.-]{1,40}"?){0,3}$/i;

/** Short bodies only: the parser is not asked to look for faults in a novel. */
const isBody = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_TEMPLATE;

const body = mixed()
  .nullable()
  .test('template', function checkBody(value) {
    if (!isBody(value)) return this.createError({ message: `Expected a Liquid template of 1 to 50,000 characters.` });
    const fault = templateFault(value);
    return fault === null || this.createError({ message: `Expected a Liquid template without mistakes, got one at ${fault}.` });
  });

/**
 * A body written by the user in Liquid. The template sees the fields of the `json` format by their names (`event`, `createdAt`, `id`,
 * `model`, `uid`, `documentId`, `locale`, `status`, `entry`, `changed`, `actor`, `media`, `data`), `webhook.id`, `webhook.name` and
 * `attempt`; the filter `json` writes any value as JSON.
 */
export const template = defineFormat({
  kind: 'template',
  settings: {
    body,
    contentType: expected(
      'a media type such as `application/json`',
      (value) => typeof value === 'string' && MEDIA_TYPE.test(value)
    ),
  },
  write: ({ body: text, contentType }, { event, payload, webhook, attempt }) => ({
    // Named part by part: what is handed in is the whole webhook, its secrets and credentials with it.
    body: Buffer.from(
      renderTemplate(text, { ...objectOf(event, payload), webhook: { id: webhook.id, name: webhook.name }, attempt })
    ),
    contentType,
    headers: {},
  }),
});
