import { EMAIL, FULL_NAME } from './common-fields';
import { answered, defineTemplate } from './template';

export const support = defineTemplate({
  name: 'support',
  title: { en: 'Support request', de: 'Support-Anfrage', fr: 'Demande d’assistance' },
  submitLabel: { en: 'Send request', de: 'Anfrage senden', fr: 'Envoyer la demande' },
  success: {
    en: 'Your request has arrived. We will look into it.',
    de: 'Ihre Anfrage ist angekommen. Wir kümmern uns darum.',
    fr: 'Votre demande nous est parvenue. Nous nous en occupons.',
  },
  pages: [
    {
      title: { en: 'Your request', de: 'Ihre Anfrage', fr: 'Votre demande' },
      fields: [
        {
          key: 'topic',
          type: 'radio',
          label: { en: 'What is it about?', de: 'Worum geht es?', fr: 'De quoi s’agit-il ?' },
          isRequired: true,
          settings: {
            options: [
              {
                value: 'problem',
                label: { en: 'Something does not work', de: 'Etwas funktioniert nicht', fr: 'Quelque chose ne fonctionne pas' },
              },
              { value: 'question', label: { en: 'I have a question', de: 'Ich habe eine Frage', fr: 'J’ai une question' } },
              { value: 'invoice', label: { en: 'My invoice', de: 'Meine Rechnung', fr: 'Ma facture' } },
            ],
          },
        },
        {
          key: 'urgency',
          type: 'select',
          label: { en: 'How urgent is it?', de: 'Wie dringend ist es?', fr: 'Quel est le degré d’urgence ?' },
          isRequired: true,
          visibility: { effect: 'show', when: answered('topic', 'problem') },
          settings: {
            options: [
              { value: 'low', label: { en: 'It can wait', de: 'Es hat Zeit', fr: 'Cela peut attendre' } },
              { value: 'high', label: { en: 'I cannot work', de: 'Ich kann nicht arbeiten', fr: 'Je ne peux pas travailler' } },
            ],
          },
        },
        {
          key: 'invoice_number',
          type: 'text',
          label: { en: 'Invoice number', de: 'Rechnungsnummer', fr: 'Numéro de facture' },
          isRequired: true,
          visibility: { effect: 'show', when: answered('topic', 'invoice') },
        },
        {
          key: 'description',
          type: 'long-text',
          label: { en: 'Describe it', de: 'Beschreiben Sie es', fr: 'Décrivez-la' },
          isRequired: true,
        },
        {
          key: 'screenshots',
          type: 'file',
          label: { en: 'Screenshots', de: 'Bildschirmfotos', fr: 'Captures d’écran' },
          settings: { accept: ['png', 'jpg'], maxFiles: 3 },
        },
      ],
    },
    {
      title: { en: 'How we reach you', de: 'Wie wir Sie erreichen', fr: 'Comment vous joindre' },
      fields: [FULL_NAME, EMAIL],
    },
  ],
});
