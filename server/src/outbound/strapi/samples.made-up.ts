import type { Strapi } from '../../plugin';
import type { Entry } from '../changes';
import type { Shapes } from './shape';

interface Attribute {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly relation?: string;
  readonly multiple?: boolean;
  readonly target?: string;
  readonly component?: string;
  readonly repeatable?: boolean;
  readonly components?: readonly string[];
  readonly min?: number;
}

/** Components may hold components; a sample need not show how deep. */
const DEEPEST = 4;

const INSTANT = '2026-01-31T12:00:00.000Z';

const FILE = {
  id: 1,
  documentId: 'madeupfile00000000000000',
  name: 'example.jpg',
  alternativeText: null,
  caption: null,
  width: 1200,
  height: 800,
  ext: '.jpg',
  mime: 'image/jpeg',
  size: 123.45,
  url: '/uploads/example.jpg',
} as const;

/** A value of each of Strapi's scalar types; texts carry the name of their field, so that a reader sees what lands where. */
const SCALARS: Readonly<Record<string, (name: string, attribute: Attribute) => unknown>> = {
  string: (name) => `Example ${name}`,
  text: (name) => `Example ${name}`,
  richtext: (name) => `Example **${name}**`,
  blocks: (name) => [{ type: 'paragraph', children: [{ type: 'text', text: `Example ${name}` }] }],
  email: () => 'someone@example.com',
  uid: (name) => `example-${name}`,
  enumeration: (_name, attribute) => attribute.enum?.[0] ?? null,
  boolean: (_name, attribute) => attribute.default ?? true,
  integer: (_name, { min }) => min ?? 42,
  biginteger: () => '42',
  float: () => 4.2,
  decimal: () => 4.2,
  date: () => '2026-01-31',
  datetime: () => INSTANT,
  timestamp: () => INSTANT,
  time: () => '12:00:00.000',
  json: () => ({}),
};

const isMany = ({ relation = '' }: Attribute): boolean => relation.endsWith('ToMany') || relation.startsWith('morphToMany');

/** Makes up an entry of a content type: a value for each field that may leave, so that a preview has something to show. */
export const createMakeUp = (strapi: Strapi, shapes: Shapes) => {
  const attributesOf = (uid: string): Readonly<Record<string, Attribute>> =>
    (strapi.getModel(uid as never) as unknown as { attributes: Record<string, Attribute> }).attributes;

  const fieldsOf = (uid: string): readonly string[] => Object.keys(shapes(uid).fields);

  const scalar = (name: string, attribute: Attribute): unknown => {
    if (name === 'documentId') return 'madeup000000000000000000';
    if (name === 'locale') return null;
    return SCALARS[attribute.type]?.(name, attribute) ?? null;
  };

  const related = ({ target }: Attribute): unknown => {
    if (!target) return { id: 1 };
    const attributes = attributesOf(target);
    const scalars = fieldsOf(target).filter((name) => attributes[name] && SCALARS[attributes[name].type]);
    return { id: 1, ...Object.fromEntries(scalars.map((name) => [name, scalar(name, attributes[name]!)])) };
  };

  const component = (uid: string, depth: number): Entry => ({ id: 1, ...fields(uid, depth) });

  const value = (name: string, attribute: Attribute, depth: number): unknown => {
    switch (attribute.type) {
      case 'relation':
        return isMany(attribute) ? [related(attribute)] : related(attribute);
      case 'media':
        return attribute.multiple ? [FILE] : FILE;
      case 'component': {
        if (!attribute.component || depth >= DEEPEST) return null;
        const one = component(attribute.component, depth + 1);
        return attribute.repeatable ? [one] : one;
      }
      case 'dynamiczone':
        return depth >= DEEPEST
          ? []
          : (attribute.components ?? []).map((uid) => ({ __component: uid, ...component(uid, depth + 1) }));
      default:
        return scalar(name, attribute);
    }
  };

  const fields = (uid: string, depth: number): Entry => {
    const attributes = attributesOf(uid);
    const known = fieldsOf(uid).filter((name) => attributes[name]);
    return Object.fromEntries(known.map((name) => [name, value(name, attributes[name]!, depth)]));
  };

  return {
    entry: (uid: string): Entry => ({ id: 1, documentId: 'madeup000000000000000000', ...fields(uid, 0) }),
    file: (): Entry => FILE,
  };
};

export type MakeUp = ReturnType<typeof createMakeUp>;
