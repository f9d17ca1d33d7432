import {
  type EventPattern,
  type ImportableWebhook,
  type ImportInput,
  type ImportResult,
  type WebhookDraft,
} from '../../../../shared/contracts/webhook';
import { PluginError } from '../../kernel/errors';
import type { Strapi } from '../../plugin';
import { ENTRY_TYPES, MEDIA_TYPES } from '../event';
import type { WebhookSource } from '../ports';
import type { WebhookService } from '../webhook-service';
import { toFieldErrors } from './errors';

/** A webhook of Strapi's own. */
export interface CoreWebhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly events: readonly string[] | null;
  readonly isEnabled: boolean;
}

/** Strapi's own webhooks: where they lie, and who sends them. */
export interface CoreWebhooks {
  all(): Promise<readonly CoreWebhook[]>;
  switchOff(webhook: CoreWebhook): Promise<void>;
}

export const createCoreWebhooks = (strapi: Strapi): CoreWebhooks => ({
  all: () => strapi.get('webhookStore').findWebhooks(),
  async switchOff(webhook) {
    await strapi.get('webhookStore').updateWebhook(webhook.id, { ...webhook, isEnabled: false });
    // Strapi sends from memory: without this it would go on until the next start.
    strapi.get('webhookRunner').remove(webhook);
  },
});

const ENTRY = new Set<string>(ENTRY_TYPES);
const MEDIA = new Set<string>(MEDIA_TYPES);

/** Set by every sender of its own accord; copied, they would be refused as reserved. */
const SET_ANYWAY = new Set(['content-type', 'content-length', 'host', 'connection', 'user-agent', 'x-strapi-event']);

const toPattern = (type: string): EventPattern | null => {
  if (ENTRY.has(type)) return { type, uid: 'api::*' };
  return MEDIA.has(type) ? { type, uid: null } : null;
};

const isSet = <T>(value: T | null): value is T => value !== null;

/** Headers may hold tokens: all of them are kept as secrets. */
const toDraft = ({ name, url, headers, events, isEnabled }: CoreWebhook): WebhookDraft => ({
  name,
  description: 'Imported from Strapi’s own webhooks.',
  isEnabled,
  receivers: [url],
  events: (events ?? []).map(toPattern).filter(isSet),
  headers: Object.entries(headers ?? {})
    .filter(([header]) => !SET_ANYWAY.has(header.toLowerCase()))
    .map(([header, value]) => ({ name: header, value, isSecret: true })),
});

export interface ImportTools {
  readonly core: CoreWebhooks;
  readonly webhooks: Pick<WebhookService, 'create'>;
  readonly source: WebhookSource;
}

/** Takes over webhooks that are stored by Strapi itself. */
export const createImports = ({ core, webhooks, source }: ImportTools) => {
  const knownUrls = async (): Promise<ReadonlySet<string>> =>
    new Set((await source.all()).flatMap(({ receivers }) => receivers.map(({ url }) => new URL(url).href)));

  const isKnown = (urls: ReadonlySet<string>, url: string): boolean => URL.canParse(url) && urls.has(new URL(url).href);

  const importOne = async (webhook: CoreWebhook) => {
    try {
      const { revealedSecret: _shownNever, ...created } = await webhooks.create(toDraft(webhook));
      return { kind: 'imported', webhook: created } as const;
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      const errors = error.fields.length > 0 ? toFieldErrors(error.fields) : [{ path: [], message: error.message }];
      return { kind: 'failed', errors } as const;
    }
  };

  const warningsAbout = ({ name, events, isEnabled }: CoreWebhook, isSwitchedOff: boolean): string[] => {
    const left = (events ?? []).filter((type) => toPattern(type) === null);
    return [
      ...(left.length > 0 ? [`"${name}": Switchboard has no event for ${left.join(', ')}; these were left out.`] : []),
      ...(isEnabled && !isSwitchedOff ? [`"${name}" is still switched on in Strapi: its receiver is now called twice.`] : []),
    ];
  };

  return {
    async list(): Promise<readonly ImportableWebhook[]> {
      const urls = await knownUrls();
      return (await core.all()).map(({ id, name, url, events, isEnabled }) => ({
        id: String(id),
        name,
        url,
        events: events ?? [],
        isEnabled,
        isImported: isKnown(urls, url),
      }));
    },

    /** Each on its own: one that cannot be imported does not keep the others. Switched off there only once it is here. */
    async run({ ids, disableThere }: ImportInput): Promise<ImportResult> {
      const wanted = (await core.all()).filter(({ id }) => ids.includes(String(id)));
      const unknown = ids.filter((id) => !wanted.some((webhook) => String(webhook.id) === id));
      if (unknown.length > 0) {
        throw new PluginError('INVALID_INPUT', [
          { path: 'ids', message: `Strapi has no webhook with the id ${unknown.join(', ')}.` },
        ]);
      }
      const imported: { sourceId: string; webhook: ImportResult['imported'][number]['webhook'] }[] = [];
      const failed: ImportResult['failed'][number][] = [];
      const warnings: string[] = [];
      for (const webhook of wanted) {
        const result = await importOne(webhook);
        const sourceId = String(webhook.id);
        if (result.kind === 'failed') {
          failed.push({ sourceId, name: webhook.name, errors: result.errors });
          continue;
        }
        if (disableThere && webhook.isEnabled) await core.switchOff(webhook);
        imported.push({ sourceId, webhook: result.webhook });
        warnings.push(...warningsAbout(webhook, disableThere));
      }
      return { imported, failed, warnings };
    },
  };
};
