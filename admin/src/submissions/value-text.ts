import type { FieldValue, SubmissionColumn } from '../../../shared/contracts/form';

interface ValueWords {
  readonly yes: string;
  readonly no: string;
}

/** An answer on one line, as a cell of the table shows it: one word for a choice, whatever the version it was made with called it. */
export const valueText = (
  value: FieldValue | undefined,
  { yes, no }: ValueWords,
  labels: SubmissionColumn['labels'] = {}
): string => {
  const read = (text: string): string => labels[text] || text;
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value === 'string') return read(value);
  if (typeof value !== 'object') return String(value);
  if (!isList(value)) return value.granted ? yes : no;
  return value.map((one) => (typeof one === 'string' ? read(one) : one.name)).join(', ');
};

const isList = (value: FieldValue): value is Extract<FieldValue, readonly unknown[]> => Array.isArray(value);
