import { EMAIL } from './common-fields';
import { answered, defineTemplate } from './template';

export const feedback = defineTemplate({
  name: 'feedback',
  title: { en: 'Feedback', de: 'Rückmeldung', fr: 'Votre avis' },
  submitLabel: { en: 'Send feedback', de: 'Rückmeldung senden', fr: 'Envoyer votre avis' },
  success: {
    en: 'Thank you. Your feedback helps us.',
    de: 'Danke. Ihre Rückmeldung hilft uns.',
    fr: 'Merci. Votre avis nous est utile.',
  },
  pages: [
    {
      fields: [
        {
          key: 'recommendation',
          type: 'rating',
          label: {
            en: 'How likely are you to recommend us?',
            de: 'Wie wahrscheinlich empfehlen Sie uns weiter?',
            fr: 'Nous recommanderiez-vous ?',
          },
          settings: {
            icon: 'number',
            max: 10,
            startsAtZero: true,
            minLabel: { en: 'Not at all', de: 'Gar nicht', fr: 'Pas du tout' },
            maxLabel: { en: 'Very likely', de: 'Sehr wahrscheinlich', fr: 'Certainement' },
          },
          isRequired: true,
        },
        {
          key: 'satisfaction',
          type: 'rating',
          label: {
            en: 'How satisfied are you overall?',
            de: 'Wie zufrieden sind Sie insgesamt?',
            fr: 'Êtes-vous satisfait dans l’ensemble ?',
          },
        },
        {
          key: 'reason',
          type: 'long-text',
          label: {
            en: 'What is the main reason?',
            de: 'Was ist der wichtigste Grund?',
            fr: 'Quelle en est la raison principale ?',
          },
        },
        {
          key: 'may_contact',
          type: 'yes-no',
          label: { en: 'May we ask you about it?', de: 'Dürfen wir nachfragen?', fr: 'Pouvons-nous vous recontacter ?' },
        },
        { ...EMAIL, visibility: { effect: 'show', when: answered('may_contact', true) } },
      ],
    },
  ],
});
