import { CONSENT_TO_MAIL, EMAIL } from './common-fields';
import { defineTemplate } from './template';

export const newsletter = defineTemplate({
  name: 'newsletter',
  title: { en: 'Newsletter', de: 'Newsletter', fr: 'Newsletter' },
  submitLabel: { en: 'Sign up', de: 'Anmelden', fr: 'S’inscrire' },
  success: {
    en: 'Thank you. You are signed up.',
    de: 'Danke. Sie sind angemeldet.',
    fr: 'Merci. Votre inscription est enregistrée.',
  },
  pages: [
    {
      fields: [
        EMAIL,
        {
          key: 'first_name',
          type: 'text',
          label: { en: 'First name', de: 'Vorname', fr: 'Prénom' },
          autocomplete: 'given-name',
        },
        {
          key: 'topics',
          type: 'checkboxes',
          label: { en: 'What are you interested in?', de: 'Was interessiert Sie?', fr: 'Quels sujets vous intéressent ?' },
          settings: {
            options: [
              { value: 'news', label: { en: 'News', de: 'Neuigkeiten', fr: 'Actualités' } },
              { value: 'events', label: { en: 'Events', de: 'Veranstaltungen', fr: 'Événements' } },
              { value: 'offers', label: { en: 'Offers', de: 'Angebote', fr: 'Offres' } },
            ],
          },
        },
        CONSENT_TO_MAIL,
      ],
    },
  ],
});
