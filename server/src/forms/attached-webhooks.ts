import type { AttachedWebhook } from '../../../shared/contracts/form';
import { FORM_TYPES, wants, type Webhook } from '../outbound';
import { uidOf } from './submission-events';

/** What a webhook takes of one form's events: by patterns that name the form, and by others. */
export interface WebhooksOfForm {
  list(formKey: string): Promise<readonly AttachedWebhook[]>;
  /** Replaces the types that a webhook wants of this form alone. Throws `WEBHOOK_NOT_FOUND`, `WEBHOOK_IS_DECLARED`, `INVALID_INPUT`. */
  attach(formKey: string, webhookId: string, types: readonly string[]): Promise<readonly AttachedWebhook[]>;
}

/** The webhooks, as far as this needs them. */
export interface Switchboard {
  list(): Promise<readonly (Pick<Webhook, 'id' | 'name' | 'isEnabled' | 'isDeclared' | 'events' | 'asksFirst'> & AttachedHealth)[]>;
  replacePatterns(id: string, uid: string, types: readonly string[]): Promise<unknown>;
}

interface AttachedHealth {
  readonly receivers: readonly { readonly state: AttachedWebhook['receivers'][number]['state']; readonly url: string }[];
}

export const createWebhooksOfForm = (switchboard: Switchboard): WebhooksOfForm => {
  const list = async (formKey: string): Promise<readonly AttachedWebhook[]> => {
    const uid = uidOf(formKey);
    const wantedBy = (patterns: Webhook['events']) => FORM_TYPES.filter((type) => wants(patterns, { type, uid }));
    return (await switchboard.list()).map(({ id, name, isEnabled, isDeclared, events, asksFirst, receivers }) => ({
      id,
      name,
      isEnabled,
      isDeclared,
      asksFirst: asksFirst !== null,
      types: wantedBy(events.filter((pattern) => pattern.uid === uid)),
      viaAllForms: wantedBy(events.filter((pattern) => pattern.uid !== uid)),
      receivers: receivers.map(({ url, state }) => ({ url, state })),
    }));
  };
  return {
    list,
    async attach(formKey, webhookId, types) {
      await switchboard.replacePatterns(webhookId, uidOf(formKey), types);
      return list(formKey);
    },
  };
};
