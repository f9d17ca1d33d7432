import type { TemplatePreset } from '../../../../shared/contracts/webhook';

const CONTENT_TYPE = 'application/json';

/** What happened, in words: `entry.publish: My title`. Entries, files and own events all have one. */
const HEADLINE = `{%- assign subject = entry.title | default: entry.name | default: media.name | default: documentId | default: id -%}
{%- assign headline = event | append: ": " | append: subject -%}
`;

const slack: TemplatePreset = {
  name: 'slack',
  label: 'Slack',
  urlHint: 'https://hooks.slack.com/services/…',
  contentType: CONTENT_TYPE,
  body: `${HEADLINE}{
  "text": {{ headline | json }},
  "blocks": [
    { "type": "header", "text": { "type": "plain_text", "text": {{ headline | truncate: 150 | json }}, "emoji": true } },
    {
      "type": "context",
      "elements": [
        { "type": "plain_text", "text": {{ uid | default: event | json }} },
        { "type": "plain_text", "text": {{ locale | default: "–" | json }} },
        { "type": "plain_text", "text": {{ createdAt | json }} }
      ]
    }
  ]
}
`,
};

const discord: TemplatePreset = {
  name: 'discord',
  label: 'Discord',
  urlHint: 'https://discord.com/api/webhooks/…/…',
  contentType: CONTENT_TYPE,
  body: `${HEADLINE}{
  "username": "Strapi",
  "allowed_mentions": { "parse": [] },
  "embeds": [
    {
      "title": {{ headline | truncate: 256 | json }},
      "timestamp": {{ createdAt | json }},
      "fields": [
        { "name": "Content type", "value": {{ uid | default: "–" | json }}, "inline": true },
        { "name": "Locale", "value": {{ locale | default: "–" | json }}, "inline": true }
      ]
    }
  ]
}
`,
};

const teams: TemplatePreset = {
  name: 'teams',
  label: 'Microsoft Teams',
  urlHint: 'https://….logic.azure.com/workflows/…',
  contentType: CONTENT_TYPE,
  body: `${HEADLINE}{
  "type": "message",
  "attachments": [
    {
      "contentType": "application/vnd.microsoft.card.adaptive",
      "contentUrl": null,
      "content": {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
          { "type": "TextBlock", "size": "Medium", "weight": "Bolder", "wrap": true, "text": {{ headline | json }} },
          {
            "type": "FactSet",
            "facts": [
              { "title": "Content type", "value": {{ uid | default: "–" | json }} },
              { "title": "Locale", "value": {{ locale | default: "–" | json }} },
              { "title": "Time", "value": {{ createdAt | json }} }
            ]
          }
        ]
      }
    }
  ]
}
`,
};

const githubDispatch: TemplatePreset = {
  name: 'github-dispatch',
  label: 'GitHub repository_dispatch',
  urlHint: 'https://api.github.com/repos/OWNER/REPOSITORY/dispatches',
  contentType: CONTENT_TYPE,
  // GitHub takes at most 10 properties in client_payload and 100 characters of event_type.
  body: `{
  "event_type": {{ event | truncate: 100 | json }},
  "client_payload": {
    "id": {{ id | json }},
    "createdAt": {{ createdAt | json }},
    "uid": {{ uid | json }},
    "documentId": {{ documentId | json }},
    "locale": {{ locale | json }},
    "status": {{ status | json }}
  }
}
`,
};

const buildHook = (name: string, label: string, urlHint: string): TemplatePreset => ({
  name,
  label,
  urlHint,
  contentType: CONTENT_TYPE,
  // The services read no field of it; this is for the person who reads their log.
  body: `{
  "trigger_title": {{ event | append: " in Strapi" | json }},
  "event": {{ event | json }},
  "uid": {{ uid | json }},
  "documentId": {{ documentId | json }}
}
`,
});

/** Templates to start from. A copy goes into the webhook, so a change here changes no webhook that exists. */
export const TEMPLATE_PRESETS: readonly TemplatePreset[] = [
  slack,
  discord,
  teams,
  githubDispatch,
  buildHook('netlify', 'Netlify build hook', 'https://api.netlify.com/build_hooks/…'),
  buildHook('vercel', 'Vercel deploy hook', 'https://api.vercel.com/v1/integrations/deploy/…'),
  buildHook('cloudflare', 'Cloudflare Pages deploy hook', 'https://api.cloudflare.com/client/v4/pages/webhooks/deploy_hooks/…'),
];
