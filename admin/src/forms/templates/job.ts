import { CONSENT_TO_STORE, EMAIL, FULL_NAME, PHONE } from './common-fields';
import { defineTemplate } from './template';

export const job = defineTemplate({
  name: 'job',
  title: { en: 'Job application', de: 'Bewerbung', fr: 'Candidature' },
  submitLabel: { en: 'Send application', de: 'Bewerbung absenden', fr: 'Envoyer la candidature' },
  success: {
    en: 'Thank you. We have your application and will be in touch.',
    de: 'Danke. Ihre Bewerbung ist da; wir melden uns.',
    fr: 'Merci. Votre candidature nous est parvenue, nous reviendrons vers vous.',
  },
  pages: [
    {
      title: { en: 'About you', de: 'Zu Ihrer Person', fr: 'À propos de vous' },
      fields: [
        FULL_NAME,
        { ...EMAIL, width: 'half' },
        PHONE,
        {
          key: 'portfolio',
          type: 'url',
          label: { en: 'Website or profile', de: 'Website oder Profil', fr: 'Site ou profil' },
          autocomplete: 'url',
        },
      ],
    },
    {
      title: { en: 'The job', de: 'Die Stelle', fr: 'Le poste' },
      fields: [
        { key: 'position', type: 'text', label: { en: 'Position', de: 'Stelle', fr: 'Poste' }, isRequired: true },
        { key: 'available_from', type: 'date', label: { en: 'Available from', de: 'Verfügbar ab', fr: 'Disponible à partir du' } },
        {
          key: 'motivation',
          type: 'long-text',
          label: { en: 'Why this job?', de: 'Warum diese Stelle?', fr: 'Pourquoi ce poste ?' },
          isRequired: true,
        },
      ],
    },
    {
      title: { en: 'Documents', de: 'Unterlagen', fr: 'Documents' },
      fields: [
        {
          key: 'cv',
          type: 'file',
          label: { en: 'CV', de: 'Lebenslauf', fr: 'CV' },
          hint: { en: 'As a PDF', de: 'Als PDF', fr: 'Au format PDF' },
          isRequired: true,
          settings: { accept: ['pdf'], maxFiles: 1 },
        },
        {
          key: 'attachments',
          type: 'file',
          label: { en: 'Further documents', de: 'Weitere Unterlagen', fr: 'Autres documents' },
          settings: { accept: ['pdf', 'jpg', 'png'], maxFiles: 5 },
        },
        CONSENT_TO_STORE,
      ],
    },
  ],
});
