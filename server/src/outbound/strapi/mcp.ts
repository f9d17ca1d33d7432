import { z } from '@strapi/utils';
import { DELIVERY_STATES, type DeliveryFilter } from '../../../../shared/contracts/delivery';
import type { WebhookListItem } from '../../../../shared/contracts/webhook';
import { actionId, type Action } from '../../../../shared/permissions';
import { PluginError } from '../../kernel/errors';
import type { Strapi } from '../../plugin';
import { parseFilter } from './delivery.schema';
import type { GetApi } from './outbound-api';
import type { Ability } from './permissions';

/** One tool: its own permission, and what it does for whoever has it. Few on purpose: each costs every request of the MCP server. */
interface Tool<I extends z.ZodObject = z.ZodObject, O extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly action: Action;
  readonly input: I;
  readonly output: O;
  readonly run: (args: z.infer<I>, ability: Ability) => Promise<z.infer<O>>;
}

const define = <I extends z.ZodObject, O extends z.ZodObject>(tool: Tool<I, O>): Tool => tool as unknown as Tool;

const anyObject = z.record(z.string(), z.unknown());

const summarise = ({ id, name, isEnabled, isDeclared, fault, events, receivers, summary }: WebhookListItem) => ({
  id,
  name,
  isEnabled,
  isDeclared,
  fault,
  events: events.map(({ type, uid }) => (uid === null ? type : `${type} of ${uid}`)),
  receivers: receivers.map(({ id: receiverId, url, state, pendingCount, lastError }) => ({
    receiverId,
    url,
    state,
    pendingCount,
    lastError,
  })),
  successRate: summary.successRate,
  lastDeliveryAt: summary.lastDeliveryAt,
});

const listWebhooks = (api: GetApi) =>
  define({
    name: 'switchboard_list_webhooks',
    title: 'Switchboard: list webhooks',
    description:
      'List outbound webhooks: which events they want, their receiver URLs with state and backlog, and how the last day went.',
    action: 'webhooks.read',
    input: z.object({}),
    output: z.object({ webhooks: z.array(anyObject) }),
    run: async () => ({ webhooks: (await api().webhooks.list()).map(summarise) }),
  });

const listDeliveries = (api: GetApi) =>
  define({
    name: 'switchboard_list_deliveries',
    title: 'Switchboard: list deliveries',
    description:
      'List webhook deliveries, newest first, filtered by state, webhook, event type, document, HTTP status (404 or 4xx) and time. ' +
      'Pass olderCursor of the answer as before for the next page.',
    action: 'deliveries.read',
    input: z.object({
      states: z.array(z.enum(DELIVERY_STATES)).optional(),
      webhookId: z.string().max(255).optional(),
      eventType: z.string().max(255).optional(),
      uid: z.string().max(255).optional(),
      documentId: z.string().max(255).optional(),
      status: z
        .string()
        .regex(/^([1-5]\d\d|[1-5]xx)$/)
        .optional(),
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
      limit: z.number().int().min(1).max(100).optional(),
      before: z.string().max(255).optional(),
    }),
    output: z.object({ items: z.array(anyObject), olderCursor: z.string().nullable() }),
    run: async ({ limit = 20, before, ...filter }, ability) => {
      const { items, olderCursor } = await api().deliveries.list(
        parseFilter(filter as DeliveryFilter),
        { limit, ...(before ? { before } : {}) },
        await api().sightOf(ability)
      );
      return { items: items.map((item) => ({ ...item })), olderCursor };
    },
  });

const getDelivery = (api: GetApi) =>
  define({
    name: 'switchboard_get_delivery',
    title: 'Switchboard: get delivery',
    description:
      'Get one webhook delivery with its event and every attempt. What was sent and answered is included only where your role may see it.',
    action: 'deliveries.read',
    input: z.object({ id: z.string().max(255) }),
    output: z.object({ delivery: anyObject }),
    run: async ({ id }, ability) => ({ delivery: { ...(await api().deliveries.get(id, await api().sightOf(ability))) } }),
  });

const resendDelivery = (api: GetApi) =>
  define({
    name: 'switchboard_resend_delivery',
    title: 'Switchboard: resend delivery',
    description:
      'Send one webhook delivery again, now, with a fresh retry schedule. The receiver gets the same webhook-id as before.',
    action: 'deliveries.resend',
    input: z.object({ id: z.string().max(255) }),
    output: z.object({ id: z.string(), state: z.string() }),
    run: async ({ id }, ability) => {
      const { state } = await api().deliveries.resend(id, await api().sightOf(ability));
      return { id, state };
    },
  });

const refusal = ({ code, message, fields }: PluginError) => ({
  isError: true as const,
  content: [
    {
      type: 'text' as const,
      text: [`${code}: ${message}`, ...fields.map((field) => `${field.path}: ${field.message}`)].join('\n'),
    },
  ],
});

const toDefinition = ({ name, title, description, action, input, output, run }: Tool) => ({
  name,
  title,
  description,
  auth: { policies: [{ action: actionId(action) }] as [{ action: string }] },
  resolveInputSchema: () => input,
  resolveOutputSchema: () => output,
  createHandler:
    (_strapi: Strapi, { userAbility }: { userAbility: Ability }) =>
    async ({ args }: { args: Record<string, unknown> }) => {
      try {
        const structuredContent = await run(args, userAbility);
        return { content: [{ type: 'text' as const, text: JSON.stringify(structuredContent) }], structuredContent };
      } catch (error) {
        if (!(error instanceof PluginError)) throw error;
        return refusal(error);
      }
    },
});

/** Gives Strapi's MCP server, where there is one, the tools of this plugin. In register or bootstrap: afterwards it takes no more. */
export const registerMcpTools = (strapi: Strapi, api: GetApi): void => {
  // Older Strapis have no MCP server, and no `z` to describe tools with.
  const mcp = (strapi as { ai?: { mcp?: { registerTool?: (tool: unknown) => void } } }).ai?.mcp;
  if (!mcp?.registerTool) return;
  for (const tool of [listWebhooks(api), listDeliveries(api), getDelivery(api), resendDelivery(api)])
    mcp.registerTool(toDefinition(tool));
};
