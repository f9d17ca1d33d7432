import { contentTypes } from '@strapi/utils';
import type { Strapi } from '../../plugin';
import type { Field, Fields } from '../changes';

/** The parts of an attribute that matter here; Strapi's own type knows each kind apart, ours only what is read. */
interface Attribute {
  readonly type: string;
  readonly relation?: string;
  readonly target?: string;
  readonly component?: string;
  readonly components?: readonly string[];
  readonly unstable_virtual?: boolean;
}

interface Model {
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** As `strapi.db.query().findMany({ populate })` takes it. */
type Populate = Record<
  string,
  { select?: string[]; limit?: number; populate?: Populate; on?: Record<string, { populate: Populate }> }
>;

/** Entries of a relation that are read with their fields; of a longer one only the ids. */
export const LONGEST_RELATION = 1_000;

/** What is read of a content type, and how two versions of it are compared. */
export interface Shape {
  readonly model: string;
  readonly isLocalized: boolean;
  readonly hasDrafts: boolean;
  readonly fields: Fields;
  readonly populate: Populate;
  /** Relations of the content type itself that lead to many, with what is read of each entry. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

const isPrivate = contentTypes.isPrivateAttribute as (model: Model, name: string) => boolean;

const isScalar = ({ type }: Attribute): boolean => !['relation', 'media', 'component', 'dynamiczone'].includes(type);

/**
 * Knows content types by what may leave of them: all but private attributes and passwords. Like Strapi's own webhooks it reads relations one
 * level deep with their scalars, media in full, components and dynamic zones recursively; unlike them it does not read first what it
 * would have to remove afterwards.
 */
export const createShapes = (strapi: Strapi) => {
  const shapes = new Map<string, Shape>();

  // A content type that points at something removed must not fail its own writes because of us.
  const modelOf = (uid: string): Model => (strapi.getModel(uid as never) as unknown as Model | undefined) ?? { attributes: {} };

  const readable = (uid: string): readonly (readonly [string, Attribute])[] => {
    const model = modelOf(uid);
    return Object.entries(model.attributes).filter(
      ([name, attribute]) => attribute.type !== 'password' && !attribute.unstable_virtual && !isPrivate(model, name)
    );
  };

  const scalarsOf = (uid: string): string[] => [
    'id',
    'documentId', // every table has it, no content type lists it
    ...readable(uid)
      .filter(([, attribute]) => isScalar(attribute))
      .map(([name]) => name),
  ];

  const fieldOf = (attribute: Attribute): Field => {
    const { type, component, components = [] } = attribute;
    if (type === 'relation' || type === 'media') return { kind: type };
    if (type === 'component' && component) return { kind: 'component', fields: fieldsOf(component) };
    if (type === 'dynamiczone') {
      return { kind: 'dynamiczone', components: Object.fromEntries(components.map((uid) => [uid, fieldsOf(uid)])) };
    }
    return { kind: 'scalar' };
  };

  const fieldsOf = (uid: string): Fields =>
    Object.fromEntries(readable(uid).map(([name, attribute]) => [name, fieldOf(attribute)]));

  const populateOf = (uid: string): Populate => {
    const populate: Populate = {};
    for (const [name, { type, target, component, components = [] }] of readable(uid)) {
      // A morph relation names no target: what it leads to is read whole, and cleaned afterwards like everything else.
      if (type === 'relation') populate[name] = target ? { select: scalarsOf(target) } : {};
      if (type === 'media') populate[name] = {};
      if (type === 'component' && component) populate[name] = { populate: populateOf(component) };
      if (type === 'dynamiczone') {
        populate[name] = { on: Object.fromEntries(components.map((one) => [one, { populate: populateOf(one) }])) };
      }
    }
    return populate;
  };

  const isLocalized = (uid: string): boolean =>
    strapi.plugin('i18n')?.service('content-types').isLocalizedContentType(modelOf(uid)) ?? false;

  const listsOf = (uid: string): Readonly<Record<string, string[]>> =>
    Object.fromEntries(
      readable(uid).flatMap(([name, { type, target, relation }]) =>
        type === 'relation' && target && relation?.endsWith('Many') ? [[name, scalarsOf(target)] as const] : []
      )
    );

  /** Relations are read up to one entry more than is kept, which is how a longer one is noticed without counting first. */
  const limited = (lists: Shape['lists']): Populate =>
    Object.fromEntries(Object.entries(lists).map(([name, select]) => [name, { select: [...select], limit: LONGEST_RELATION + 1 }]));

  const compile = (uid: string, lists = listsOf(uid)): Shape => ({
    model: (strapi.getModel(uid as never) as { modelName: string }).modelName,
    isLocalized: isLocalized(uid),
    hasDrafts: contentTypes.hasDraftAndPublish(strapi.contentType(uid as never)),
    fields: fieldsOf(uid),
    populate: { ...populateOf(uid), ...limited(lists) },
    lists,
  });

  return (uid: string): Shape => {
    const known = shapes.get(uid);
    if (known) return known;
    const shape = compile(uid);
    shapes.set(uid, shape);
    return shape;
  };
};

export type Shapes = ReturnType<typeof createShapes>;
