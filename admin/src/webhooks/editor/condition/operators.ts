import { OPERATORS, type Operator } from '../../../../../shared/contracts';

/** Operators that need nothing to compare with. */
export const UNARY: ReadonlySet<Operator> = new Set<Operator>(['isEmpty', 'isNotEmpty', 'changed']);
/** Operators that compare with a list. */
export const LISTS: ReadonlySet<Operator> = new Set<Operator>(['in', 'notIn']);

const TEXT_TYPES = new Set(['string', 'text', 'richtext', 'uid', 'email', 'enumeration', 'blocks', 'json']);
const ORDERED_TYPES = new Set(['integer', 'biginteger', 'decimal', 'float', 'date', 'datetime', 'time', 'timestamp']);
const CHANGES: readonly Operator[] = ['changed', 'changedTo', 'changedFrom'];
const WITHIN_TEXT: readonly Operator[] = ['contains', 'notContains', 'startsWith', 'endsWith'];
const IN_ORDER: readonly Operator[] = ['gt', 'gte', 'lt', 'lte'];

/** Operators that make sense for a field of a type; all of them where the type is not known, as for a path into a relation. */
export const operatorsFor = (field: string, type: string | undefined): readonly Operator[] => {
  const isAboutEvent = field.startsWith('$');
  return OPERATORS.filter((operator) => {
    if (CHANGES.includes(operator)) return !isAboutEvent;
    if (type === undefined) return true;
    if (type === 'boolean') return !WITHIN_TEXT.includes(operator) && !IN_ORDER.includes(operator);
    if (WITHIN_TEXT.includes(operator)) return !ORDERED_TYPES.has(type);
    if (IN_ORDER.includes(operator)) return !TEXT_TYPES.has(type) && type !== 'relation' && type !== 'media';
    return true;
  });
};

export const NUMBER_TYPES: ReadonlySet<string> = new Set(['integer', 'decimal', 'float']);
