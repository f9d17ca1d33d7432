import { createHash } from 'node:crypto';
import { dataOf, timeOf, type Fields } from './content';
import { defineFormat, JSON_TYPE } from './define';

/** One call of an ASP.NET WebHooks sender. */
export interface AspnetCall {
  /** 32 hexadecimal digits, the same on every attempt. */
  readonly Id: string;
  readonly Attempt: number;
  readonly Properties: Fields;
  readonly Notifications: readonly Fields[];
}

/** Two-space indent and CRLF, which is what a sender on Windows writes; receivers in the field compare signatures of these bytes. */
export const aspnetText = ({ Id, Attempt, Properties, Notifications }: AspnetCall): string =>
  JSON.stringify({ Id, Attempt, Properties, Notifications }, null, 2).replaceAll('\n', '\r\n');

/** A GUID in the form "N" for an event: receivers parse it as one, and must see the same on every attempt. */
const guidOf = (eventId: string): string => createHash('sha256').update(eventId).digest('hex').slice(0, 32);

/** The action, and the data's own fields beside it; a field called `Action` wins, as with ASP.NET's NotificationDictionary. */
const notificationOf = (action: string, createdAt: string, data: unknown): Fields => {
  const fields = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : { data };
  return { Action: action, createdAt, ...fields };
};

/** As ASP.NET WebHooks' own sender writes it, for receivers built on Microsoft.AspNet.WebHooks.Receivers.Custom. */
export const aspnet = defineFormat({
  kind: 'aspnet',
  settings: {},
  write: (_format, { event, payload, webhook, attempt }) => ({
    body: Buffer.from(
      aspnetText({
        Id: guidOf(event.id),
        Attempt: attempt,
        Properties: { WebHookId: webhook.id, WebHookName: webhook.name },
        Notifications: [notificationOf(event.type, timeOf(event), dataOf(event, payload))],
      })
    ),
    contentType: JSON_TYPE,
    headers: {},
  }),
});
