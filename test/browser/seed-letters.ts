import { visitor } from '../integration/form-submit-bench';
import type { FormInput } from '../../shared/contracts/form';
import { definition, field, form, page, settings } from '../support/forms';
import type { RunningStrapi } from '../support/strapi';

/** Whose letter has a file. */
export const ADDRESS = 'ada@example.com';

const about = page(
  [
    field('name', { label: 'Your name' }),
    field('email', { type: 'email', label: 'Your e-mail' }),
    field('topic', {
      type: 'radio',
      label: 'Topic',
      settings: {
        options: [
          { value: 'letter', label: 'A reader’s letter' },
          { value: 'complaint', label: 'A complaint' },
        ],
      },
    }),
  ],
  { title: 'About you' }
);
const letter = page(
  [
    field('message', { type: 'long-text', label: 'Your message' }),
    field('proof', { type: 'file', label: 'Attachment', settings: { accept: ['txt'] } }),
    field('terms', { type: 'consent', label: 'What we keep', settings: { text: 'You may keep what I wrote.', version: 2 } }),
  ],
  { title: 'Your letter' }
);
const contact: FormInput = form('contact', [], {
  title: 'Letters to the editors',
  definition: definition([about, letter], {
    settings: settings({ storesPartial: true, spam: { ...settings().spam, honeypot: true } }),
  }),
});

/** Throws when a submission was refused. */
export const accepted = async (reply: Promise<{ status: number; text: string }>): Promise<void> => {
  const { status, text } = await reply;
  if (status !== 201) throw new Error(`expected a submission to be accepted, got ${status} ${text}`);
};

/** Publishes the form `contact`; answers its id. */
export const publishContact = async (app: RunningStrapi): Promise<string> => (await visitor(app).publish(contact)).id;

/** What visitors sent with it: three letters, one with a file; one that was not finished; and spam. */
export const sendLetters = async (app: RunningStrapi): Promise<void> => {
  const site = visitor(app);
  const { token } = await site.show('contact');
  const post = (answers: object, more: object = {}) => accepted(site.post('contact', { token, answers, ...more }));
  await post({
    name: 'Grace Hopper',
    email: 'grace@example.com',
    topic: 'complaint',
    message: 'The ferry was late.',
    terms: true,
  });
  await accepted(
    site.postFiles('contact', { _token: token, name: 'Ada Lovelace', email: ADDRESS, topic: 'letter', terms: 'true' }, [
      { field: 'proof', name: 'proof.txt', bytes: 'Once upon a time', type: 'text/plain' },
    ])
  );
  await post({ name: '=HYPERLINK("x")', email: 'lin@example.com', topic: 'letter' });
  await post({ name: 'Half Done', email: 'half@example.com' }, { page: about.id });
  await post({ name: 'Cheap pills', email: 'bot@example.com', message: 'Buy.' }, { honeypot: 'filled' });
  await site.send('POST', '/contact/seen', JSON.stringify({ kind: 'view' }), { 'content-type': 'application/json' });
};
