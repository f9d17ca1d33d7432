import type { FieldValue } from '../../../shared/contracts/form';

interface ValueWords {
  readonly yes: string;
  readonly no: string;
}

/** An answer on one line, as a cell of the table shows it: values as they are kept, because labels differ from version to version. */
export const valueText = (value: FieldValue | undefined, { yes, no }: ValueWords): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value !== 'object') return String(value);
  if (!isList(value)) return value.granted ? yes : no;
  return value.map((one) => (typeof one === 'string' ? one : one.name)).join(', ');
};

const isList = (value: FieldValue): value is Extract<FieldValue, readonly unknown[]> => Array.isArray(value);
