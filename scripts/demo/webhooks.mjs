const article = (...types) => types.map((type) => ({ type, uid: 'api::article.article' }));

/** Each is made through the admin API, as the admin panel does it; `failuresFirst` is about the receiver. */
export const WEBHOOKS = [
  {
    path: 'everything',
    about: 'Everything that happens to content, media and stock, in the default format.',
    input: { name: 'Everything', events: ['entry.*', 'media.*', 'stock.arrived'], format: { kind: 'json' } },
  },
  {
    path: 'search-index',
    about: 'Published and unpublished articles as envelopes, with ids only: the index asks for the rest.',
    input: {
      name: 'Search index',
      events: article('entry.publish', 'entry.unpublish', 'entry.delete'),
      format: { kind: 'envelope' },
      payload: { kind: 'ids' },
    },
  },
  {
    path: 'event-bus',
    about: 'Publishing anything, as CloudEvents.',
    input: { name: 'Event bus', events: ['entry.publish'], format: { kind: 'cloudevents', mode: 'structured' } },
  },
  {
    path: 'chat',
    about: 'One sentence for each published article, from a Liquid template.',
    input: {
      name: 'Chat',
      events: article('entry.publish'),
      format: {
        kind: 'template',
        contentType: 'application/json',
        body: '{"text": {{ "Published: " | append: entry.title | json }}, "documentId": {{ documentId | json }}}',
      },
    },
  },
  {
    path: 'warehouse',
    about: 'Products whose stock changed to less than five. In order, document by document.',
    input: {
      name: 'Warehouse',
      events: [{ type: 'entry.*', uid: 'api::product.product' }],
      condition: {
        kind: 'all',
        of: [
          { kind: 'compare', field: 'stock', operator: 'changed' },
          { kind: 'compare', field: 'stock', operator: 'lt', value: 5 },
        ],
      },
      order: { kind: 'per-document' },
      extraSignatures: ['github'],
    },
  },
  {
    path: 'flaky',
    about: 'Answers 503 to the first two requests and recovers: see the third attempt.',
    failuresFirst: 2,
    input: {
      name: 'Flaky',
      description: 'Retries after one and two seconds.',
      events: article('entry.publish'),
      retry: { kind: 'custom', delaysS: [1, 2, 5, 10] },
    },
  },
  {
    path: 'contact',
    about: 'Submissions of the contact form as one flat object, as Episerver Forms sends them.',
    input: {
      name: 'Contact form',
      events: [{ type: 'form.submission.complete', uid: 'form:harbour-contact' }],
      format: { kind: 'json' },
    },
  },
  {
    path: 'crm',
    about: 'The same as an array of names and values, labels for names.',
    input: {
      name: 'CRM',
      events: [{ type: 'form.submission.complete', uid: null }],
      format: { kind: 'key-value' },
      submissions: { names: 'labels', files: 'links-with-names' },
    },
  },
];

/** As in playground/config/plugins.ts. */
export const DECLARED = {
  path: 'declared',
  name: 'Declared in config/plugins.ts',
  about: 'Configured in code; read-only in the admin panel.',
  secret: 'whsec_cGxheWdyb3VuZC1vbmx5LWRlY2xhcmVkLTAxMjM0NTY=',
};

/** Makes the webhooks and tells the receiver their secrets, which Strapi shows this once. */
export const createWebhooks = async (site, receiver) => {
  for (const { path, about, failuresFirst, input } of WEBHOOKS) {
    const { data } = await site.admin('POST', '/switchboard/webhooks', { ...input, receivers: [`${receiver.url}/${path}`] });
    receiver.expect({ path, name: input.name, about, failuresFirst, secret: data.revealedSecret.value });
  }
  receiver.expect(DECLARED);
};
