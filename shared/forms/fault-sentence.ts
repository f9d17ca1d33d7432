import type { FormField } from '../contracts/form';
import type { Reading } from './field-type';
import type { FaultSentences } from './messages/fault-sentences';

const own = (texts: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(texts, name) && texts[name] !== '' ? texts[name] : undefined;

/** `{max}` becomes the value, `{max:file:files}` the word that fits it. What visitors wrote is put in once and never looked at again. */
const fill = (sentence: string, params: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{([a-z]{1,20})(?::([^:{}]{0,40}):([^:{}]{0,40}))?\}/gi, (all, name: string, one?: string, many?: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return all;
    return one === undefined ? String(value) : String(Number(value) === 1 ? one : many);
  });

/** A fault as a sentence: the editor's own words for it, or for all faults of the field but `required`, or ours. */
export const sentenceFor = (
  { code, params = {} }: Extract<Reading, { kind: 'fault' }>,
  field: Pick<FormField, 'label' | 'messages'> | null,
  sentences: FaultSentences
): string => {
  const messages = field?.messages ?? {};
  const written = own(messages, code) ?? (code === 'required' ? undefined : own(messages, 'invalid'));
  return fill(written ?? own(sentences, code) ?? sentences.invalid, { label: field?.label ?? '', ...params });
};
