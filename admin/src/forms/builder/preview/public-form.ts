import type { PublicForm } from '../../../../../shared/contracts/form';
import { localesOf, localise, textsFor } from '../../../../../shared/forms';
import type { Draft } from '../../draft/draft';
import { FIELD_DESCRIPTIONS } from '../../field-kinds';

/** The draft as a site would get it: in one language, open, and without what keeps machines away. */
export const publicFormOf = (draft: Draft, locale: string): PublicForm => {
  const { key, title, description, definition } = localise(draft, locale, FIELD_DESCRIPTIONS);
  const { submitLabel, nextLabel, backLabel } = definition.settings;
  return {
    key,
    title,
    description,
    version: 0,
    locale,
    locales: localesOf(definition),
    pages: definition.pages,
    // Pages are turned without the server, whatever the form does on a site.
    settings: { submitLabel, nextLabel, backLabel, storesPartial: false },
    texts: textsFor(locale),
    state: { kind: 'open' },
    token: '',
    spam: { honeypot: null, proofOfWork: null, captcha: null },
    schema: {},
  };
};
