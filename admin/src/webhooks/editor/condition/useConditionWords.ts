import { useIntl } from 'react-intl';

import type { Condition } from '../../../../../shared/contracts';
import { useTexts } from '../../../ui/useTexts';
import { groupOf, type Comparison } from './group';
import { UNARY } from './operators';

const quoted = (value: unknown): string => (typeof value === 'string' ? `“${value}”` : JSON.stringify(value ?? null));

/** Says a condition as part of a sentence: *title contains “x” and (locale is “de” or stock is below 5)*. */
export const useConditionWords = () => {
  const t = useTexts();
  const { formatList } = useIntl();

  const fieldName = (field: string): string => {
    if (field === '') return t('webhooks.condition.some-field');
    if (field === '$locale' || field === '$status' || field === '$type' || field === '$uid' || field === '$documentId') {
      return t(`webhooks.condition.field.${field}`);
    }
    return field;
  };
  const compare = ({ field, operator, value }: Comparison): string => {
    const start = `${fieldName(field)} ${t(`webhooks.operator.${operator}`)}`;
    if (UNARY.has(operator)) return start;
    return `${start} ${Array.isArray(value) ? value.map(quoted).join(', ') : quoted(value)}`;
  };
  const say = (condition: Condition, isInner: boolean): string => {
    if (condition.kind === 'compare') return compare(condition);
    const { mode, of } = groupOf(condition);
    const parts = of.map((member) => say(member, true));
    const type = mode === 'all' || mode === 'not-all' ? 'conjunction' : 'disjunction';
    const list = formatList(parts, { type });
    if (mode === 'not-all' || mode === 'none') return t('webhooks.condition.not', { condition: list });
    return isInner && of.length > 1 ? `(${list})` : list;
  };
  return (condition: Condition): string => say(condition, false);
};
