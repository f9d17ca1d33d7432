import { useIntl } from 'react-intl';

import type { EventPattern } from '../../../../shared/contracts';
import { useTexts } from '../../ui/useTexts';
import { useActionName } from '../editor/events/useActionName';
import { isEntryPattern } from '../event-coverage';
import { useGetCatalogQuery } from '../webhooks.api';

/** `api::blog-post.blog-post` as *blog-post*. */
const shortName = (uid: string) => uid.split('.').at(-1) ?? uid;

/** Says which events a webhook wants, one phrase for each subject: *Article: publish, unpublish*. */
export const useEventsSummary = () => {
  const t = useTexts();
  const actionName = useActionName();
  const { formatList } = useIntl();
  const { data: catalog } = useGetCatalogQuery();
  const nameOf = (uid: string) =>
    catalog?.contentTypes.find((contentType) => contentType.uid === uid)?.displayName ?? shortName(uid);
  return (events: readonly EventPattern[]): readonly string[] => {
    const bySubject = new Map<string, string[]>();
    for (const { type, uid } of events.filter(isEntryPattern)) {
      const subject = uid === null || uid.endsWith('*') ? t('webhooks.events.every-type') : nameOf(uid);
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), actionName(type)]);
    }
    const others = events
      .filter((pattern) => !isEntryPattern(pattern))
      .map(({ type, uid }) => {
        if (type === '*') return t('webhooks.events.everything');
        return uid?.startsWith('form:') ? `${type} (${uid.slice('form:'.length)})` : type;
      });
    return [
      ...[...bySubject].map(([subject, actions]) =>
        t('webhooks.list.subject', { subject, actions: formatList(actions, { type: 'unit' }) })
      ),
      ...others,
    ];
  };
};
