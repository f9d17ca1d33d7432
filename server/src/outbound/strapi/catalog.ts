import type { Catalog } from '../../../../shared/contracts/webhook';
import type { Strapi } from '../../plugin';
import { ENTRY_TYPES, FORM_TYPES, MEDIA_TYPES, OWN_TYPES } from '../event';
import { TEMPLATE_PRESETS } from '../format/template-presets';
import type { SeenTypes } from './catalog.seen';
import type { Shapes } from './shape';

/** What Strapi knows of a content type, as far as it is read here. */
interface ContentType {
  readonly uid: string;
  readonly kind?: string;
  readonly info: { readonly displayName?: string; readonly singularName: string };
  readonly attributes: Readonly<Record<string, { readonly type: string }>>;
}

/** Strapi's own machinery: nobody edits it as content. Users of the site stay in: some want to hear of them, at their own risk. */
const isContent = (uid: string): boolean =>
  uid.startsWith('api::') ||
  (uid.startsWith('plugin::') && !/^plugin::(upload|i18n|content-releases|review-workflows|content-manager)\./.test(uid));

/** Ours are no content: forms and submissions have events of their own. */
const isOffered = (uid: string): boolean => isContent(uid) && !uid.startsWith('plugin::switchboard.');

const toEntry = (contentType: ContentType, shapes: Shapes): Catalog['contentTypes'][number] => {
  const { hasDrafts, isLocalized, fields } = shapes(contentType.uid);
  return {
    uid: contentType.uid,
    displayName: contentType.info.displayName ?? contentType.info.singularName,
    hasDraftAndPublish: hasDrafts,
    isLocalized,
    // Only what may leave: a condition on a private field would tell of it.
    fields: Object.keys(fields).map((name) => ({ name, type: contentType.attributes[name]?.type ?? 'string' })),
  };
};

/** Whether events about this content type are offered, previewed and tested. */
export const isCatalogued = (strapi: Strapi, uid: string): boolean => isOffered(uid) && uid in strapi.contentTypes;

/** What can be wanted: content types with their fields, event types, and presets. */
export const readCatalog = async (strapi: Strapi, shapes: Shapes, seen: Pick<SeenTypes, 'list'>): Promise<Catalog> => {
  const contentTypes = (Object.values(strapi.contentTypes) as unknown as ContentType[]).filter(({ uid }) => isOffered(uid));
  return {
    contentTypes: contentTypes
      .map((one) => toEntry(one, shapes))
      .sort((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName)),
    entryTypes: ENTRY_TYPES,
    otherTypes: [...MEDIA_TYPES, ...FORM_TYPES, ...OWN_TYPES, ...(await seen.list())],
    presets: TEMPLATE_PRESETS,
  };
};

const rank = ({ uid }: { uid: string }): number => (uid.startsWith('api::') ? 0 : 1);
