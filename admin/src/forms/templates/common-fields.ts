import type { TemplateField } from './template';

export const FULL_NAME: TemplateField = {
  key: 'name',
  type: 'text',
  label: { en: 'Name', de: 'Name', fr: 'Nom' },
  isRequired: true,
  autocomplete: 'name',
};

export const EMAIL: TemplateField = {
  key: 'email',
  type: 'email',
  label: { en: 'E-mail', de: 'E-Mail', fr: 'E-mail' },
  isRequired: true,
  autocomplete: 'email',
};

export const PHONE: TemplateField = {
  key: 'phone',
  type: 'phone',
  label: { en: 'Phone', de: 'Telefon', fr: 'Téléphone' },
  width: 'half',
  autocomplete: 'tel',
};

export const CONSENT_TO_MAIL: TemplateField = {
  key: 'consent',
  type: 'consent',
  label: { en: 'Consent', de: 'Einwilligung', fr: 'Consentement' },
  isRequired: true,
  settings: {
    text: {
      en: 'I agree to receive e-mails. I can unsubscribe at any time.',
      de: 'Ich möchte E-Mails erhalten. Ich kann mich jederzeit abmelden.',
      fr: 'J’accepte de recevoir des e-mails. Je peux me désinscrire à tout moment.',
    },
  },
};

export const CONSENT_TO_STORE: TemplateField = {
  key: 'consent',
  type: 'consent',
  label: { en: 'Consent', de: 'Einwilligung', fr: 'Consentement' },
  isRequired: true,
  settings: {
    text: {
      en: 'I agree that my application is stored until the position is filled.',
      de: 'Ich bin einverstanden, dass meine Bewerbung gespeichert wird, bis die Stelle besetzt ist.',
      fr: 'J’accepte que ma candidature soit conservée jusqu’à ce que le poste soit pourvu.',
    },
  },
};
