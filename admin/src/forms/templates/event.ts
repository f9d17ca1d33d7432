import { EMAIL, FULL_NAME, PHONE } from './common-fields';
import { answered, defineTemplate } from './template';

export const event = defineTemplate({
  name: 'event',
  title: { en: 'Event registration', de: 'Anmeldung zur Veranstaltung', fr: 'Inscription à l’événement' },
  submitLabel: { en: 'Register', de: 'Anmelden', fr: 'S’inscrire' },
  success: {
    en: 'You are registered. We look forward to seeing you.',
    de: 'Sie sind angemeldet. Wir freuen uns auf Sie.',
    fr: 'Votre inscription est enregistrée. Au plaisir de vous voir.',
  },
  pages: [
    {
      title: { en: 'About you', de: 'Zu Ihrer Person', fr: 'À propos de vous' },
      fields: [
        FULL_NAME,
        { ...EMAIL, width: 'half' },
        PHONE,
        {
          key: 'brings_guests',
          type: 'yes-no',
          label: { en: 'Will you bring guests?', de: 'Kommen Sie mit Begleitung?', fr: 'Viendrez-vous accompagné ?' },
        },
        {
          key: 'guests',
          type: 'number',
          label: { en: 'How many guests?', de: 'Wie viele Personen?', fr: 'Combien de personnes ?' },
          settings: { min: 1, max: 10, decimals: 0 },
          isRequired: true,
          visibility: { effect: 'show', when: answered('brings_guests', true) },
        },
      ],
    },
    {
      title: { en: 'Your stay', de: 'Vor Ort', fr: 'Sur place' },
      fields: [
        {
          key: 'sessions',
          type: 'checkboxes',
          label: {
            en: 'Which sessions will you attend?',
            de: 'An welchen Teilen nehmen Sie teil?',
            fr: 'À quelles sessions participerez-vous ?',
          },
          isRequired: true,
          settings: {
            options: [
              { value: 'morning', label: { en: 'Morning', de: 'Vormittag', fr: 'Matin' } },
              { value: 'afternoon', label: { en: 'Afternoon', de: 'Nachmittag', fr: 'Après-midi' } },
              { value: 'evening', label: { en: 'Evening', de: 'Abend', fr: 'Soir' } },
            ],
          },
        },
        {
          key: 'diet',
          type: 'select',
          label: { en: 'Food', de: 'Essen', fr: 'Repas' },
          settings: {
            options: [
              { value: 'any', label: { en: 'I eat everything', de: 'Ich esse alles', fr: 'Je mange de tout' } },
              { value: 'vegetarian', label: { en: 'Vegetarian', de: 'Vegetarisch', fr: 'Végétarien' } },
              { value: 'vegan', label: { en: 'Vegan', de: 'Vegan', fr: 'Végan' } },
            ],
          },
        },
        {
          key: 'needs',
          type: 'long-text',
          label: { en: 'Anything we should know?', de: 'Was sollen wir noch wissen?', fr: 'Que devons-nous savoir d’autre ?' },
          hint: {
            en: 'Allergies, access, questions',
            de: 'Allergien, Barrierefreiheit, Fragen',
            fr: 'Allergies, accessibilité, questions',
          },
        },
      ],
    },
  ],
});
