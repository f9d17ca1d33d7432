import { EMAIL, FULL_NAME } from './common-fields';
import { defineTemplate } from './template';

export const contact = defineTemplate({
  name: 'contact',
  title: { en: 'Contact', de: 'Kontakt', fr: 'Contact' },
  submitLabel: { en: 'Send message', de: 'Nachricht senden', fr: 'Envoyer le message' },
  success: {
    en: 'Thank you for your message. We will answer as soon as we can.',
    de: 'Danke für Ihre Nachricht. Wir antworten so bald wie möglich.',
    fr: 'Merci pour votre message. Nous vous répondrons dès que possible.',
  },
  pages: [
    {
      fields: [
        { ...FULL_NAME, width: 'half' },
        { ...EMAIL, width: 'half' },
        {
          key: 'subject',
          type: 'text',
          label: { en: 'Subject', de: 'Betreff', fr: 'Objet' },
        },
        {
          key: 'message',
          type: 'long-text',
          label: { en: 'Message', de: 'Nachricht', fr: 'Message' },
          isRequired: true,
        },
      ],
    },
  ],
});
