import type { FieldOption, FormInput, FormSettings } from '../../shared/contracts/form';
import { definition, field, form, page, settings } from '../support/forms';

const options = (...labels: readonly string[]): readonly FieldOption[] =>
  labels.map((label) => ({ value: label.toLowerCase().replace(/\W+/g, '-'), label }));

/** A path on the Strapi site, as pictures of its media library have. */
const PICTURE = '/favicon.ico';

const isComplaint = { combine: 'all', rules: [{ field: 'topic', operator: 'equals', value: 'a-complaint' }] } as const;

/** Three pages with every kind of control, conditions and an upload. */
export const everything = (key: string, more: Partial<FormSettings> = {}): FormInput => {
  const pages = [
    page(
      [
        field('given_name', { label: 'Given name', isRequired: true, width: 'half', autocomplete: 'given-name' }),
        field('family_name', { label: 'Family name', isRequired: true, width: 'half', autocomplete: 'family-name' }),
        field('email', {
          type: 'email',
          label: 'E-mail address',
          isRequired: true,
          hint: 'We answer to this address only.',
          autocomplete: 'email',
        }),
        field('phone', { type: 'phone', label: 'Phone number', width: 'half', autocomplete: 'tel' }),
        field('website', { type: 'url', label: 'Website', width: 'half', autocomplete: 'url' }),
        field('topic', {
          type: 'radio',
          label: 'What is it about?',
          isRequired: true,
          settings: { options: options('A question', 'A complaint', 'A job'), allowsOther: true, otherLabel: 'Something else' },
        }),
        field('order_number', {
          label: 'Order number',
          hint: 'Eight digits, on your invoice.',
          settings: { pattern: '\\d{8}' },
          messages: { pattern: 'An order number has eight digits.' },
          visibility: { effect: 'show', when: isComplaint },
          requiredWhen: isComplaint,
        }),
        field('campaign', { type: 'hidden', label: 'Campaign', settings: { source: 'url-parameter', parameter: 'utm_campaign' } }),
      ],
      { title: 'About you', description: 'We use this to answer you and for *nothing else*.' }
    ),
    page(
      [
        field('intro', {
          type: 'rich-text',
          label: 'Introduction',
          settings: { text: 'A little **more**. See our [guide](https://example.com/).' },
        }),
        field('message', { type: 'long-text', label: 'Your message', isRequired: true, settings: { maxLength: 120 } }),
        field('country', {
          type: 'select',
          label: 'Country',
          width: 'half',
          settings: { options: options('Germany', 'France', 'Sweden') },
        }),
        field('born', { type: 'date', label: 'Date of birth', width: 'half', autocomplete: 'bday' }),
        field('amount', { type: 'number', label: 'Amount', width: 'half', settings: { unit: 'EUR', decimals: 2 } }),
        field('at', { type: 'time', label: 'Best time to call', width: 'half' }),
        field('channels', {
          type: 'checkboxes',
          label: 'How may we reach you?',
          hint: 'Choose at most two.',
          settings: { options: options('Phone', 'E-mail', 'Letter'), maxChosen: 2 },
        }),
        field('colour', {
          type: 'image-choice',
          label: 'Which colour?',
          settings: {
            options: [
              { value: 'sea', label: 'Sea', image: { url: PICTURE, alt: 'A blue area' } },
              { value: 'leaf', label: 'Leaf', image: { url: PICTURE, alt: 'A green area' } },
            ],
          },
        }),
        field('people', {
          type: 'range',
          label: 'How many people?',
          settings: { min: 1, max: 20, step: 1, minLabel: 'Just me', maxLabel: 'A crowd' },
        }),
      ],
      { title: 'Details' }
    ),
    page(
      [
        field('feedback', { type: 'heading', label: 'Feedback', hint: 'Optional, but it helps us.' }),
        field('stars', { type: 'rating', label: 'How do you like this form?', settings: { max: 5 } }),
        field('again', { type: 'yes-no', label: 'May we write to you again?' }),
        field('digest', { type: 'yes-no', label: 'Daily digest', settings: { look: 'switch' } }),
        field('attachments', {
          type: 'file',
          label: 'Attachments',
          hint: 'PDF or text, at most three.',
          settings: { accept: ['pdf', 'txt'], maxFiles: 3, maxSizeMb: 1 },
        }),
        field('privacy', {
          type: 'consent',
          label: 'Privacy',
          isRequired: true,
          settings: {
            text: 'I agree that my answers are kept for a year.',
            version: 2,
            linkUrl: '/privacy',
            linkLabel: 'Privacy notice',
          },
        }),
      ],
      { title: 'Last things' }
    ),
  ];
  const made = form(key, [], { definition: definition(pages, { settings: settings({ nextLabel: '', backLabel: '', ...more }) }) });
  return { ...made, title: 'Contact us', description: 'It takes about **two minutes**.' };
};
