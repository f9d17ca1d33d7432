/** Every code a built-in field or the evaluator can answer with. */
export const FAULT_CODES = [
  'required',
  'not-text',
  'bad-characters',
  'line-break',
  'too-short',
  'too-long',
  'pattern',
  'not-email',
  'domain-refused',
  'not-url',
  'not-phone',
  'not-international',
  'not-number',
  'not-whole',
  'too-many-decimals',
  'too-small',
  'too-large',
  'off-step',
  'not-date',
  'not-time',
  'not-date-time',
  'too-early',
  'too-late',
  'not-yes-no',
  'not-consent',
  'outdated-consent',
  'not-list',
  'not-an-option',
  'other-missing',
  'twice',
  'too-few',
  'too-many',
  'not-file',
  'too-many-files',
  'file-too-large',
  'file-empty',
  'file-type',
  'not-an-object',
  'not-on-the-road',
  'unknown-key',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/**
 * Sentences by code, in one language. `{label}` and the fault's own values are filled in; `{min:character:characters}` chooses by the
 * number. `unknown-key-near` names the key that was meant; `invalid` stands for codes that have no sentence.
 */
export type FaultSentences = Readonly<Record<FaultCode | 'unknown-key-near' | 'invalid', string>>;
