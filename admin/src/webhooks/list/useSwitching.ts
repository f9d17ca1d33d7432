import type { WebhookView } from '../../../../shared/contracts';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { draftOf } from '../draft';
import { useUpdateWebhookMutation } from '../webhooks.api';

/** Switches webhooks on and off from the list. */
export const useSwitching = () => {
  const t = useTexts();
  const { succeed, fail } = useNotices();
  const [update] = useUpdateWebhookMutation();

  const run = async (webhook: WebhookView, isEnabled: boolean): Promise<boolean> => {
    const answer = await update({ id: webhook.id, input: { ...draftOf(webhook), isEnabled } });
    if ('error' in answer) fail(answer.error);
    return !('error' in answer);
  };
  return {
    switchOne: async (webhook: WebhookView, isEnabled: boolean) => {
      const hasWorked = await run(webhook, isEnabled);
      if (hasWorked)
        succeed(t(isEnabled ? 'webhooks.list.switched-on' : 'webhooks.list.switched-off', { count: 1, name: webhook.name }));
    },
    /** Declared ones stay as they are. */
    switchAll: async (webhooks: readonly WebhookView[], isEnabled: boolean) => {
      const changing = webhooks.filter((webhook) => !webhook.isDeclared && webhook.isEnabled !== isEnabled);
      const results = await Promise.all(changing.map((webhook) => run(webhook, isEnabled)));
      const count = results.filter(Boolean).length;
      const name = changing[0]?.name ?? '';
      if (count > 0) succeed(t(isEnabled ? 'webhooks.list.switched-on' : 'webhooks.list.switched-off', { count, name }));
    },
  };
};
