import type { Core } from '@strapi/strapi';

type Documents = (uid: string) => {
  create(input: object): Promise<{ documentId: string; id: number }>;
  update(input: object): Promise<{ documentId: string }>;
  publish(input: object): Promise<unknown>;
};

const paragraph = (i: number): string =>
  `Paragraph ${i}. Content systems sit in the middle of everything: what an editor writes in the morning is on the web, in the shop, in the app and in the newsletter by noon.`;

const file = (i: number) => {
  const hash = `picture_${i}_${Math.random().toString(36).slice(2)}`;
  const formats = Object.fromEntries(
    ['thumbnail', 'small', 'medium', 'large'].map((size, n) => [
      size,
      {
        ext: '.jpg',
        url: `/uploads/${size}_${hash}.jpg`,
        hash: `${size}_${hash}`,
        mime: 'image/jpeg',
        name: `${size}_picture.jpg`,
        path: null,
        size: 10 * (n + 1),
        width: 250 * (n + 1),
        height: 160 * (n + 1),
        sizeInBytes: 10_240 * (n + 1),
      },
    ])
  );
  return {
    name: `picture-${i}.jpg`,
    alternativeText: 'A picture',
    caption: '',
    width: 1_600,
    height: 1_067,
    formats,
    hash,
    ext: '.jpg',
    mime: 'image/jpeg',
    size: 210.5,
    url: `/uploads/${hash}.jpg`,
    provider: 'local',
    folderPath: '/',
  };
};

/**
 * An article as a site has them, in three locales: ten paragraphs, a component, a dynamic zone with five parts, five pictures, a category,
 * two authors, four tags. Answers its document id.
 */
export const makeArticle = async (strapi: Core.Strapi): Promise<string> => {
  const documents = strapi.documents as unknown as Documents;
  const files: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    const { id } = await strapi.db.query('plugin::upload.file').create({ data: file(i) });
    files.push(id as number);
  }
  const category = await documents('api::category.category').create({ data: { name: 'News', slug: 'news' } });
  const authors: string[] = [];
  for (const name of ['Grace Hopper', 'Ada Lovelace']) {
    authors.push(
      (await documents('api::author.author').create({ data: { name, bio: paragraph(0) }, status: 'published' })).documentId
    );
  }
  const tags: string[] = [];
  for (const name of ['web', 'content', 'events', 'integration']) {
    tags.push((await documents('api::tag.tag').create({ data: { name } })).documentId);
  }
  const [first] = authors;
  const hero = (n: number) => ({
    __component: 'sections.hero',
    heading: `Hero ${n}`,
    image: files[n],
    button: { label: 'Read on', url: '/news' },
  });
  const sections = [
    hero(3),
    { __component: 'sections.quote', text: paragraph(1), author: first, verifiedBy: 'desk' },
    {
      __component: 'sections.questions',
      heading: 'Questions',
      items: [1, 2, 3, 4].map((i) => ({ question: `Question ${i}?`, answer: paragraph(i) })),
    },
    { __component: 'sections.quote', text: paragraph(2), author: first },
    hero(4),
  ];
  const localized = (locale: string) => ({
    title: `The plan for the year (${locale})`,
    slug: `the-plan-${locale}`,
    excerpt: paragraph(0),
    body: Array.from({ length: 10 }, (_, i) => ({ type: 'paragraph', children: [{ type: 'text', text: paragraph(i) }] })),
    seo: { metaTitle: 'The plan', metaDescription: paragraph(0), shareImage: files[0] },
    sections,
    category: category.documentId,
    authors,
    tags,
  });
  const common = {
    cover: files[0],
    gallery: files.slice(1, 4),
    isFeatured: true,
    extra: { importedFrom: 'archive', weight: 3 },
    internalNote: 'desk only',
  };
  const { documentId } = await documents('api::article.article').create({
    data: { ...localized('en'), ...common },
    locale: 'en',
    status: 'published',
  });
  for (const locale of ['de', 'fr']) {
    await documents('api::article.article').update({ documentId, locale, data: localized(locale), status: 'published' });
  }
  return documentId;
};
