import type { Context } from 'koa';
import * as yup from 'yup';
import { answering, exactly, FORM_TYPES, oneOf, param, parseInput, text, whole } from '../../outbound';
import type { Access } from '../access';
import type { FormsApi, GetFormsApi } from './forms-api';

const REVISION = 'Expected revision to be a whole number.';
const MOST_ROLES = 100;

const publishSchema = exactly({ revision: whole(REVISION, 1, Number.MAX_SAFE_INTEGER, 'body') });

const rolesSchema = exactly({
  roles: yup
    .array(text('a role', 255).required('Expected roles to be codes of roles.'))
    .max(MOST_ROLES, `Expected at most ${MOST_ROLES} roles.`)
    .required('Expected roles to be a list of codes of roles.'),
});

/** What a webhook may want of one form. */
const TYPES = ['form.submission.*', ...FORM_TYPES] as const;

const attachSchema = exactly({
  webhookId: text('webhookId', 64).required('Expected webhookId to be the id of a webhook.'),
  types: yup
    .array(oneOf('a type', TYPES).required(`Expected types to be of: ${TYPES.join(', ')}.`))
    .max(TYPES.length, `Expected at most ${TYPES.length} types.`)
    .required(`Expected types to be a list of: ${TYPES.join(', ')}.`),
});

const querySchema = exactly({ id: text('id', 40) });

const previewSchema = exactly({ locale: text('locale', 35).default('') });

const testSchema = exactly({ resume: text('resume', 500) });

/** The body of a save beside the form itself. */
const splitRevision = (body: unknown): { input: unknown; revision: number | null } => {
  if (typeof body !== 'object' || body === null || !('revision' in body)) return { input: body, revision: null };
  const { revision, ...input } = body as Record<string, unknown>;
  return { input, revision: parseInput(publishSchema, { revision }).revision ?? null };
};

type Act = (api: FormsApi, ctx: Context, access: Access) => Promise<unknown>;

export const createFormController = (api: GetFormsApi, accessOf: (ctx: Context) => Access) => {
  const acting = (act: Act) => answering((ctx) => act(api(), ctx, accessOf(ctx)));
  const id = (ctx: Context): string => param(ctx, 'id');
  return {
    list: acting(({ forms }, _ctx, access) => forms.list(access)),
    get: acting(({ forms }, ctx, access) => forms.get(id(ctx), access)),
    create: acting(async ({ forms }, ctx, access) => {
      const created = await forms.create(splitRevision(ctx.request.body).input, access);
      ctx.status = 201;
      return created;
    }),
    update: acting(({ forms }, ctx, access) => {
      const { input, revision } = splitRevision(ctx.request.body);
      return forms.update(id(ctx), input, revision, access);
    }),
    remove: acting(({ forms }, ctx, access) => forms.remove(id(ctx), access)),
    publish: acting(({ forms }, ctx, access) =>
      forms.publish(id(ctx), parseInput(publishSchema, ctx.request.body).revision ?? null, access)
    ),
    unpublish: acting(({ forms }, ctx, access) => forms.unpublish(id(ctx), access)),
    discard: acting(({ forms }, ctx, access) => forms.discard(id(ctx), access)),
    duplicate: acting(async ({ forms }, ctx, access) => {
      const made = await forms.duplicate(id(ctx), access);
      ctx.status = 201;
      return made;
    }),
    assign: acting(({ forms }, ctx, access) => forms.assign(id(ctx), parseInput(rolesSchema, ctx.request.body).roles, access)),
    webhooks: acting(async ({ forms, webhooks }, ctx, access) => webhooks.list((await forms.get(id(ctx), access)).key)),
    attach: acting(async ({ forms, webhooks }, ctx, access) => {
      const { webhookId, types } = parseInput(attachSchema, ctx.request.body);
      return webhooks.attach(await forms.keyToAttach(id(ctx), access), webhookId, types);
    }),
    check: acting(({ forms }, ctx, access) => forms.check(ctx.request.body, parseInput(querySchema, ctx.query).id ?? null, access)),
    preview: acting(({ previews }, ctx, access) => previews.show(id(ctx), parseInput(previewSchema, ctx.query).locale, access)),
    test: acting(async ({ previews }, ctx, access) => {
      const resumeToken = parseInput(testSchema, ctx.query).resume ?? null;
      const given = { body: ctx.request.body, resumeToken, userAgent: ctx.get('user-agent') };
      const receipt = await previews.test(id(ctx), given, access);
      ctx.status = 201;
      return receipt;
    }),
    versions: acting(({ forms }, ctx, access) => forms.versions(id(ctx), access)),
    version: acting(({ forms }, ctx, access) => forms.version(id(ctx), Number(param(ctx, 'number')), access)),
  };
};
