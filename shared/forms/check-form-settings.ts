import type { FormDefinition, MailNotice } from '../contracts/form';
import { checkCondition, type PlacedField } from './check-condition';
import { quoted, type Report } from './definition-fault';
import { isEmailAddress } from './email-address';
import { isWebAddress } from './fields/url';
import { placeholdersIn, SUBJECT_PLACEHOLDERS } from './placeholders';

/** Whether visitors may be sent there: a web address, or a path of the same site (`//host` and `/\host` are other sites). */
export const isRedirect = (url: string): boolean => isWebAddress(url) || /^\/(?![/\\])[^\s\\"<>]*$/.test(url);

/** A header takes no answers. */
const checkSubject = (subject: string, path: string, report: Report): void => {
  const answer = placeholdersIn(subject).find((name) => !SUBJECT_PLACEHOLDERS.includes(name));
  if (answer === undefined) return;
  const list = SUBJECT_PLACEHOLDERS.map((name) => quoted(name)).join(', ');
  report(path, 'answer-in-subject', `Expected no answers in a subject, which is a header, but ${list}; got ${quoted(answer)}.`);
};

const checkNotice = (notice: MailNotice, path: string, fields: ReadonlyMap<string, PlacedField>, report: Report): void => {
  const expectEmailField = (key: string, at: string): void => {
    if (fields.get(key)?.field.type !== 'email')
      report(at, 'not-an-email-field', `Expected the key of an e-mail field, got ${quoted(key)}.`);
  };
  if (notice.to.kind === 'field') expectEmailField(notice.to.field, `${path}.to.field`);
  else
    notice.to.addresses.forEach((address, index) => {
      if (!isEmailAddress(address))
        report(`${path}.to.addresses.${index}`, 'not-email', `Expected an e-mail address, got ${quoted(address)}.`);
    });
  checkSubject(notice.subject, `${path}.subject`, report);
  if (notice.replyToField !== '') expectEmailField(notice.replyToField, `${path}.replyToField`);
};

/** Judges what is set for the form as a whole, translations included. */
export const checkFormSettings = (
  { pages, settings, translations }: FormDefinition,
  placed: readonly PlacedField[],
  report: Report,
  compiles: (pattern: string) => boolean
): void => {
  const fields = new Map(placed.map((one) => [one.field.key, one]));
  const { success, opensAt, closesAt, notices } = settings;
  const expectRedirect = (url: string, path: string): void => {
    if (!isRedirect(url))
      report(path, 'not-a-redirect', `Expected an http(s) address or a path such as \`/thanks\`, got ${quoted(url)}.`);
  };
  if (success.kind === 'redirect') expectRedirect(success.url, 'settings.success.url');
  for (const [locale, texts] of Object.entries(translations)) {
    for (const [path, text] of Object.entries(texts)) {
      const isAddress = path === 'settings.success.url' || path.endsWith('.settings.linkUrl');
      if (isAddress && text !== '') expectRedirect(text, `translations.${locale}.${path}`);
      if (/^settings\.notices\.[^.]+\.subject$/.test(path)) checkSubject(text, `translations.${locale}.${path}`, report);
    }
  }
  if (opensAt !== null && closesAt !== null && Date.parse(closesAt) <= Date.parse(opensAt))
    report('settings.closesAt', 'out-of-order', 'Expected the form to close after it opens.');
  notices.forEach((notice, index) => {
    const path = `settings.notices.${index}`;
    checkNotice(notice, path, fields, report);
    if (notice.when) checkCondition(notice.when, `${path}.when`, { fields, lastPage: pages.length, compiles, report });
    if (notices.findIndex(({ id }) => id === notice.id) < index)
      report(`${path}.id`, 'duplicate', `Expected each id once, got ${quoted(notice.id)} twice.`);
  });
};
