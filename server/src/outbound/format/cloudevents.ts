import { expectedOneOf } from '../../kernel/expected';
import type { StoredEvent } from '../event';
import { attributeText } from '../header-text';
import { dataOf, timeOf } from './content';
import { defineFormat, jsonBody } from './define';

const MODES = ['structured', 'binary'] as const;

/** Constant, because consumers drop duplicates by source and id, and one event may reach them through several webhooks. */
const SOURCE = '/strapi/switchboard';

const subjectOf = ({ subject, data }: StoredEvent): string | undefined => {
  if (subject !== null) return `${subject.uid}/${subject.documentId}`;
  return data.entry === null ? undefined : `plugin::upload.file/${String(data.entry['documentId'] ?? data.entry['id'])}`;
};

const attributesOf = (event: StoredEvent): Record<string, string> => {
  const subject = subjectOf(event);
  const attributes = { specversion: '1.0', id: event.id, source: SOURCE, type: event.type, time: timeOf(event) };
  return subject === undefined ? attributes : { ...attributes, subject };
};

/** CloudEvents 1.0 over HTTP. structured: all of it in the body; binary: attributes in `ce-*` headers, the data alone in the body. */
export const cloudevents = defineFormat({
  kind: 'cloudevents',
  settings: { mode: expectedOneOf(MODES) },
  write: ({ mode }, { event, payload }) => {
    const attributes = attributesOf(event);
    const data = dataOf(event, payload);
    if (mode === 'structured') {
      return jsonBody({ ...attributes, datacontenttype: 'application/json', data }, 'application/cloudevents+json; charset=utf-8');
    }
    const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, attributeText(value)]));
    return jsonBody(data, 'application/json', headers);
  },
});
