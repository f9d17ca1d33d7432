const field = (key, type, label, more = {}) => ({
  id: `fld_demo${key.replaceAll('_', '')}`,
  key,
  type,
  label,
  hint: '',
  placeholder: '',
  isRequired: false,
  settings: {},
  messages: {},
  visibility: null,
  requiredWhen: null,
  width: 'full',
  autocomplete: '',
  ...more,
});

const page = (id, title, fields) => ({ id: `pag_${id}`, title, description: '', fields, visibility: null, jumps: [] });

const TOPICS = [
  { value: 'tour', label: 'A guided tour' },
  { value: 'berth', label: 'A berth for my boat' },
  { value: 'other', label: 'Something else' },
];

/** A form of two pages, with a condition, a consent, a file and a notice to the editors and to the visitor. */
export const CONTACT_FORM = {
  key: 'harbour-contact',
  title: 'Write to the harbour',
  description: 'The harbour master answers within a day.',
  definition: {
    locale: 'en',
    translations: { de: { title: 'Dem Hafen schreiben', 'fields.name.label': 'Name', 'fields.topic.label': 'Worum geht es?' } },
    retired: [],
    pages: [
      page('what', 'Your request', [
        field('topic', 'radio', 'What is it about?', { isRequired: true, settings: { options: TOPICS } }),
        field('boat_length', 'number', 'Length of the boat in metres', {
          isRequired: true,
          settings: { decimals: 1 },
          visibility: {
            effect: 'show',
            when: { combine: 'all', rules: [{ field: 'topic', operator: 'equals', value: 'berth' }] },
          },
        }),
        field('message', 'long-text', 'Your message'),
        field('papers', 'file', 'Papers of the boat', { settings: { accept: ['pdf', 'txt'], maxFiles: 2, maxSizeMb: 2 } }),
        field('campaign', 'hidden', 'Campaign', { settings: { source: 'url-parameter', parameter: 'campaign' } }),
      ]),
      page('who', 'About you', [
        field('name', 'text', 'Name', { isRequired: true, width: 'half', autocomplete: 'name' }),
        field('email', 'email', 'E-mail', { isRequired: true, width: 'half', autocomplete: 'email' }),
        field('privacy', 'consent', 'Privacy', {
          isRequired: true,
          settings: { text: 'The harbour may keep this to answer me.', version: 1 },
        }),
      ]),
    ],
    settings: {
      submitLabel: 'Send',
      nextLabel: 'Next',
      backLabel: 'Back',
      success: { kind: 'message', text: 'Thank you. We will write to you soon.' },
      storesPartial: false,
      opensAt: null,
      closesAt: null,
      closedMessage: '',
      maxSubmissions: null,
      oncePer: 'none',
      // The demo fills it in faster than any visitor would.
      spam: { honeypot: true, minSeconds: 0, proofOfWork: false, captcha: 'none', perAddress: 0, perForm: 0 },
      privacy: { address: 'anonymised', keepsUserAgent: false },
      retention: { completeDays: 365, partialDays: 7, spamDays: 30 },
      notices: [
        {
          id: 'not_editors',
          name: 'To the harbour master',
          isEnabled: true,
          to: { kind: 'addresses', addresses: ['master@example.com'] },
          replyToField: 'email',
          subject: '{{form.title}}: a new message',
          body: '{{summary}}',
          when: null,
        },
        {
          id: 'not_visitor',
          name: 'To the visitor',
          isEnabled: true,
          to: { kind: 'field', field: 'email' },
          replyToField: '',
          subject: 'We got your message',
          body: 'Dear {{name}},\n\nthis is what you wrote:\n\n{{summary}}',
          when: null,
        },
      ],
    },
  },
};
