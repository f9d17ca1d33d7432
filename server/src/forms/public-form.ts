import type { FormDefinition, FormVersion, PublicForm } from '../../../shared/contracts/form';
import { BUILT_IN, type FieldDescriptions, type FieldTypes, type JsonSchema } from '../../../shared/forms';
import { jsonSchema } from '../../../shared/forms/json-schema';
import { localesOf } from '../../../shared/forms/texts';
import { textsFor } from '../../../shared/forms/texts-for';
import type { Keys } from './keys';
import { makeOpenToken } from './open-token';
import type { CaptchaKind } from './spam/captcha';
import { honeypotName } from './spam/honeypot';
import { makeChallenge } from './spam/proof-of-work';
import type { Language } from './submit';

export interface PublicFormTools {
  readonly keys: Keys;
  readonly types: FieldTypes;
  readonly descriptions: FieldDescriptions;
  /** Site keys of the services that are configured. */
  readonly siteKeys: Readonly<Partial<Record<CaptchaKind, string>>>;
  /** Hashes that a browser may need for a proof of work. */
  readonly maxNumber: number;
}

const BUILT_IN_NAMES: ReadonlySet<string> = new Set(BUILT_IN.map(({ type }) => type));

/** The controls of the fields whose types are the project's; nothing where there are none. */
const ownControls = ({ pages }: FormDefinition, types: FieldTypes, now: number): Pick<PublicForm, 'controls'> => {
  const own = pages.flatMap(({ fields }) => fields).filter(({ type }) => !BUILT_IN_NAMES.has(type) && types.has(type));
  const today = new Date(now).toISOString().slice(0, 10);
  return own.length === 0
    ? {}
    : { controls: Object.fromEntries(own.map((field) => [field.key, types.get(field.type)!.control(field, today)])) };
};

/** Makes what a site shows: a form in one language, with a token that says when it was opened. Each call is one rendering. */
export const createPublicForm = ({ keys, types, descriptions, siteKeys, maxNumber }: PublicFormTools) => {
  const schemas = new WeakMap<FormVersion, JsonSchema>();
  const schemaOf = (version: FormVersion): JsonSchema => {
    const schema = schemas.get(version) ?? jsonSchema(version.definition, { types, descriptions });
    schemas.set(version, schema);
    return schema;
  };

  return async ({ locale, version }: Language, state: PublicForm['state'], now: number): Promise<PublicForm> => {
    const { formId, formKey, number, title, description, definition } = version;
    const { submitLabel, nextLabel, backLabel, storesPartial, spam } = definition.settings;
    const siteKey = spam.captcha === 'none' ? undefined : siteKeys[spam.captcha];
    return {
      key: formKey,
      title,
      description,
      version: number,
      locale,
      locales: localesOf(definition),
      pages: definition.pages,
      settings: { submitLabel, nextLabel, backLabel, storesPartial },
      ...ownControls(definition, types, now),
      texts: textsFor(locale),
      state,
      token: makeOpenToken(keys, { formId, version: number, openedAt: now }),
      spam: {
        honeypot: spam.honeypot ? honeypotName(keys, formId) : null,
        proofOfWork: spam.proofOfWork ? await makeChallenge(keys, formId, maxNumber, now) : null,
        captcha: spam.captcha === 'none' || siteKey === undefined ? null : { kind: spam.captcha, siteKey },
      },
      schema: schemaOf(version),
    };
  };
};

export type MakePublicForm = ReturnType<typeof createPublicForm>;
