import type { TextKey } from '../../../translations/texts';
import { useTexts } from '../../../ui/useTexts';

const NAMES: Readonly<Record<string, TextKey>> = {
  'entry.*': 'webhooks.action.any',
  'entry.create': 'webhooks.action.create',
  'entry.update': 'webhooks.action.update',
  'entry.publish': 'webhooks.action.publish',
  'entry.unpublish': 'webhooks.action.unpublish',
  'entry.delete': 'webhooks.action.delete',
  'entry.draft-discard': 'webhooks.action.draft-discard',
};

/** The word for an action on entries; any other event is called by its type. */
export const useActionName = () => {
  const t = useTexts();
  return (type: string) => {
    const key = NAMES[type];
    return key ? t(key) : type;
  };
};
