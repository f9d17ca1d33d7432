import type { FieldDescription } from '../field-description';
import { fault, value, type FieldType } from '../field-type';
import { textSetting } from '../settings';

const MOST = 2_000;

/** Where a hidden field has its value from. */
export const HIDDEN_SOURCES = ['fixed', 'url-parameter', 'referrer', 'language', 'page-url', 'user-agent'] as const;

/** Visitors cannot mend what they do not see: what is too long is cut, what cannot be stored left out. */
const storable = (text: string): string => [...text.slice(0, MOST * 2).replace(/[\0\ud800-\udfff]/gu, '')].slice(0, MOST).join('');

const parameterOf = (pageUrl: string, name: string): string => {
  try {
    return new URL(pageUrl).searchParams.get(name) ?? '';
  } catch {
    return '';
  }
};

/** What nobody types: a fixed value, which no visitor can change, or something about the visit. */
export const hidden: FieldType = {
  type: 'hidden',
  answers: true,
  readsMissing: true,
  read: (raw, field, { context, locale }) => {
    const { pageUrl, referrer, userAgent } = context;
    const known: Readonly<Record<string, string | undefined>> = {
      fixed: textSetting(field, 'value'),
      'url-parameter': pageUrl && parameterOf(pageUrl, textSetting(field, 'parameter')),
      referrer,
      language: locale,
      'page-url': pageUrl,
      'user-agent': userAgent,
    };
    const source = textSetting(field, 'source') || 'fixed';
    // What is known already is not asked for, whatever came.
    const told = known[source] || (source === 'fixed' || source === 'language' ? '' : (raw ?? ''));
    return typeof told === 'string' ? value(storable(told) || null) : fault('not-text');
  },
  // Nobody can be asked to fill in what is not shown.
  isEmpty: () => false,
  control: () => ({ kind: 'input', attributes: { type: 'hidden' } }),
};

export const hiddenDescription: FieldDescription = {
  type: 'hidden',
  group: 'hidden',
  icon: 'EyeStriked',
  settings: [
    { name: 'source', kind: 'choice', default: 'fixed', choices: HIDDEN_SOURCES },
    { name: 'value', kind: 'text', default: '', max: MOST, onlyWith: { setting: 'source', is: ['fixed'] } },
    { name: 'parameter', kind: 'text', default: '', max: 100, onlyWith: { setting: 'source', is: ['url-parameter'] } },
  ],
  checkSettings: (field) =>
    textSetting(field, 'source') === 'url-parameter' && textSetting(field, 'parameter') === ''
      ? [{ setting: 'parameter', code: 'missing', message: 'Expected the name of a URL parameter, such as `utm_source`.' }]
      : [],
  schema: () => ({ type: 'string' }),
};
