import { CONTACT_FORM } from './form.mjs';
import { picture } from './picture.mjs';

const ARTICLE = '/content-manager/collection-types/api::article.article';
const HOMEPAGE = '/content-manager/single-types/api::homepage.homepage';

const paragraph = (text) => ({ type: 'paragraph', children: [{ type: 'text', text }] });

const article = (title, text, more = {}) => ({
  title,
  slug: title.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
  excerpt: text,
  body: [{ type: 'heading', level: 2, children: [{ type: 'text', text: title }] }, paragraph(text)],
  ...more,
});

/** Files go through the media library, as an editor drops them. */
const upload = async (admin, name, from, to) => {
  const form = new FormData();
  form.append('files', new Blob([picture(from, to)], { type: 'image/png' }), name);
  form.append('fileInfo', JSON.stringify({ name, alternativeText: 'A gradient' }));
  const [file] = await admin('POST', '/upload', form);
  return file;
};

/**
 * What people do in the demo, one after the other, through the same addresses that the admin panel and a site use. `expects` says which
 * receivers must hear of it as what; `mark` (the answer of `act`) is in each of those bodies.
 * @param {{ admin: Function, rest: Function, visitor: Function }} site
 */
export const tellStory = ({ admin, rest, visitor }) => {
  const known = {};
  const everything = (type) => ({ path: 'everything', type });
  const published = ['everything', 'search-index', 'event-bus', 'chat', 'flaky', 'declared'].map((path) => ({
    path,
    type: 'entry.publish',
  }));

  return [
    {
      what: 'Upload a picture',
      act: async () => {
        known.cover = await upload(admin, 'cover.png', [73, 69, 255], [255, 170, 120]);
        return known.cover.hash;
      },
      expects: [everything('media.create')],
    },
    {
      what: 'Rename it',
      act: async () => {
        const form = new FormData();
        form.append('fileInfo', JSON.stringify({ name: 'harbour.png' }));
        await admin('POST', `/upload?id=${known.cover.id}`, form);
        return known.cover.hash;
      },
      expects: [everything('media.update')],
    },
    {
      what: 'Add a category (REST)',
      act: async () => {
        const { data } = await rest('POST', '/api/categories', { data: { name: 'Harbour', slug: 'harbour' } });
        known.category = data.documentId;
        return data.documentId;
      },
      expects: [everything('entry.create')],
    },
    {
      what: 'Write an article (draft)',
      act: async () => {
        const { data } = await admin('POST', ARTICLE, {
          ...article('The crane at pier nine', 'It was moved by hand once a year, and nobody remembers why.'),
          category: { connect: [{ documentId: known.category }] },
          cover: known.cover.id,
          seo: { metaTitle: 'The crane at pier nine', metaDescription: 'A short story from the harbour.' },
          sections: [
            { __component: 'sections.hero', heading: 'Pier nine', button: { label: 'Read on', url: '/pier-nine' } },
            {
              __component: 'sections.questions',
              heading: 'Questions',
              items: [{ question: 'Is it safe?', answer: 'Since 1974.' }],
            },
          ],
          accessCode: 'never to be seen',
          internalNote: 'Nor is this.',
        });
        known.article = data.documentId;
        return data.documentId;
      },
      expects: [everything('entry.create')],
    },
    {
      what: 'Publish it',
      act: async () => {
        await admin('POST', `${ARTICLE}/${known.article}/actions/publish`, {});
        return known.article;
      },
      expects: published,
    },
    {
      what: 'Change the draft',
      act: async () => {
        await admin('PUT', `${ARTICLE}/${known.article}`, { excerpt: 'Moved by hand once a year.' });
        return known.article;
      },
      expects: [everything('entry.update')],
    },
    {
      what: 'Discard the change',
      act: async () => {
        await admin('POST', `${ARTICLE}/${known.article}/actions/discard`, {});
        return known.article;
      },
      expects: [everything('entry.draft-discard')],
    },
    {
      what: 'Translate it into German',
      act: async () => {
        await admin(
          'PUT',
          `${ARTICLE}/${known.article}?locale=de`,
          article('Der Kran an Pier neun', 'Einmal im Jahr von Hand bewegt.')
        );
        return known.article;
      },
      expects: [{ ...everything('entry.create'), also: '"de"' }],
    },
    {
      what: 'Publish the German version',
      act: async () => {
        await admin('POST', `${ARTICLE}/${known.article}/actions/publish?locale=de`, {});
        return known.article;
      },
      expects: published,
    },
    {
      what: 'Publish another article (REST)',
      act: async () => {
        const { data } = await rest('POST', '/api/articles', { data: article('Night shift', 'What the lights are for.') });
        known.second = data.documentId;
        return data.documentId;
      },
      expects: [everything('entry.create'), ...published],
    },
    {
      what: 'Withdraw it',
      act: async () => {
        await admin('POST', `${ARTICLE}/${known.second}/actions/unpublish`, {});
        return known.second;
      },
      expects: ['everything', 'search-index'].map((path) => ({ path, type: 'entry.unpublish' })),
    },
    {
      what: 'Delete it',
      act: async () => {
        await admin('DELETE', `${ARTICLE}/${known.second}`);
        return known.second;
      },
      expects: ['everything', 'search-index'].map((path) => ({ path, type: 'entry.delete' })),
    },
    {
      what: 'Publish the home page (single type)',
      act: async () => {
        const { data } = await admin('PUT', HOMEPAGE, { headline: 'Welcome to the harbour' });
        await admin('POST', `${HOMEPAGE}/actions/publish`, {});
        return data.documentId;
      },
      expects: [everything('entry.create'), everything('entry.publish'), { path: 'event-bus', type: 'entry.publish' }],
    },
    {
      what: 'Add a product (REST)',
      act: async () => {
        const product = {
          sku: 'ROPE-12',
          name: 'Rope, 12 mm',
          stock: 12,
          price: 4.5,
          warehouses: [{ name: 'North', quantity: 12 }],
        };
        const { data } = await rest('POST', '/api/products', { data: product });
        known.product = data.documentId;
        return data.documentId;
      },
      expects: [everything('entry.create')],
    },
    {
      what: 'Sell nine of it',
      act: async () => {
        await rest('PUT', `/api/products/${known.product}`, { data: { stock: 3 } });
        return known.product;
      },
      expects: [everything('entry.update'), { path: 'warehouse', type: 'entry.update' }],
    },
    {
      what: 'Change its price (the warehouse does not care)',
      act: async () => {
        await rest('PUT', `/api/products/${known.product}`, { data: { price: 4.9 } });
        return known.product;
      },
      expects: [{ ...everything('entry.update'), also: '4.9' }],
    },
    {
      what: 'Goods arrive (an event of the app’s own)',
      act: async () => {
        await rest('POST', `/api/products/${known.product}/restock`, { quantity: 40 });
        return 'ROPE-12';
      },
      expects: [everything('stock.arrived')],
    },
    {
      what: 'Build a form and publish it',
      act: async () => {
        const { data } = await admin('POST', '/switchboard/forms', CONTACT_FORM);
        await admin('POST', `/switchboard/forms/${data.id}/publish`, {});
        return data.id;
      },
      expects: [],
    },
    {
      what: 'A visitor writes to the harbour',
      act: async () => {
        const address = `/api/switchboard/forms/${CONTACT_FORM.key}`;
        const { data: form } = await visitor('GET', address);
        await visitor('POST', `${address}/submissions`, {
          token: form.token,
          pageUrl: 'https://harbour.example/contact?campaign=spring',
          answers: {
            topic: 'berth',
            boat_length: 9.5,
            message: 'For the summer.',
            name: 'Ida',
            email: 'ida@example.com',
            privacy: true,
          },
        });
        return 'ida@example.com';
      },
      expects: [
        { path: 'contact', type: 'form.submission.complete', also: '"SYSTEMCOLUMN_FinalizedSubmission":true' },
        { path: 'crm', type: 'form.submission.complete', also: '{"key":"Length of the boat in metres","value":"9.5"}' },
      ],
    },
    {
      what: 'Another sends papers from a plain HTML form',
      act: async () => {
        const fields = { topic: 'tour', name: 'Noor', email: 'noor@example.com', privacy: 'true' };
        const body = new FormData();
        for (const [name, value] of Object.entries(fields)) body.append(name, value);
        body.append('papers', new Blob(['Seaworthy since 1974.'], { type: 'text/plain' }), 'papers.txt');
        await visitor('POST', `/api/switchboard/forms/${CONTACT_FORM.key}/submissions`, body);
        return 'noor@example.com';
      },
      expects: [
        { path: 'contact', type: 'form.submission.complete', also: '/api/switchboard/forms/files/' },
        { path: 'crm', type: 'form.submission.complete', also: '#@papers.txt' },
      ],
    },
    {
      what: 'Delete the picture',
      act: async () => {
        const spare = await upload(admin, 'spare.png', [30, 30, 60], [90, 200, 180]);
        await admin('DELETE', `/upload/files/${spare.id}`);
        return spare.hash;
      },
      expects: [everything('media.create'), everything('media.delete')],
    },
  ];
};
