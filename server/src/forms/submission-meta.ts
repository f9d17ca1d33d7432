import type { FormSettings, SubmissionMeta, SubmissionPayload, Values } from '../../../shared/contracts/form';
import type { Visitor } from './arrival';
import type { Envelope } from './posted';
import { keptAddress } from './visitor-address';

const LONGEST_AGENT = 500;

/** Only what can be a page: an address of ours is shown as a link. */
const pageAddress = (text: string): string | undefined => {
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
};

/** The circumstances of a submission, as far as the form's privacy allows. */
export const metaOf = (
  { privacy }: Pick<FormSettings, 'privacy'>,
  { pageUrl, referrer }: Pick<Envelope, 'pageUrl' | 'referrer'>,
  { address, userAgent }: Visitor,
  spamReasons: readonly string[]
): SubmissionMeta => {
  const meta = {
    pageUrl: pageAddress(pageUrl),
    referrer: pageAddress(referrer),
    userAgent: privacy.keepsUserAgent && userAgent !== '' ? userAgent.slice(0, LONGEST_AGENT) : undefined,
    address: keptAddress(address, privacy.address),
    spamReasons: spamReasons.length > 0 ? spamReasons : undefined,
  };
  return Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== undefined));
};

/** Consents among the values, each with the instant at which it was given or refused in just these words. */
export const consentsOf = (values: Values, before: SubmissionPayload['consents'], at: string): SubmissionPayload['consents'] =>
  Object.entries(values).flatMap(([key, value]) => {
    if (typeof value !== 'object' || value === null || !('granted' in value)) return [];
    const { granted, text, version } = value;
    const same = before.find((one) => one.key === key && one.granted === granted && one.text === text && one.version === version);
    return [same ?? { key, granted, text, version, at }];
  });
