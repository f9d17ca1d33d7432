import type { Keys } from '../keys';

const TEMPTING = ['website', 'company', 'fax', 'address2', 'nickname', 'homepage'] as const;

/**
 * Name of the field of a form that people cannot see and must leave empty. Each form has its own, so that no bot learns one for all. The hyphen
 * keeps it apart from every key of a field.
 */
export const honeypotName = (keys: Keys, formId: string): string => {
  const chance = keys.sign('honeypot', formId);
  const word = TEMPTING[chance.charCodeAt(0) % TEMPTING.length]!;
  return `${word}-${chance
    .replace(/[^a-z0-9]/gi, '')
    .slice(1, 7)
    .toLowerCase()}`;
};
