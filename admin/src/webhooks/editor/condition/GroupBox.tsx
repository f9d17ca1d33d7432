import { Box, Button, Flex, IconButton } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import type { Condition } from '../../../../../shared/contracts';
import { Select } from '../../../ui/choices';
import { useTexts } from '../../../ui/useTexts';
import { Fault } from '../fields';
import { ComparisonRow } from './ComparisonRow';
import { conditionOf, emptyComparison, GROUP_MODES, groupOf, membersPath, type GroupMode } from './group';

interface GroupBoxProps {
  /** Where it stands in the draft. */
  readonly path: string;
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove?: () => void;
  readonly isDisabled: boolean;
  readonly depth?: number;
}

/** Deeper groups would be unreadable; a condition from the config may still be deeper, and is shown. */
const DEEPEST = 3;

/** Conditions taken together by all, any, not all or none of. */
export const GroupBox = ({ path, condition, onChange, onRemove, isDisabled, depth = 1 }: GroupBoxProps) => {
  const t = useTexts();
  const group = groupOf(condition);
  const members = membersPath(path, condition, group.mode);
  const change = (of: readonly Condition[]) => onChange(conditionOf({ ...group, of }));
  const replace = (index: number, member: Condition) => change(group.of.map((other, at) => (at === index ? member : other)));
  const remove = (index: number) => change(group.of.filter((_, at) => at !== index));
  const modes = GROUP_MODES.map((mode) => ({ value: mode, label: t(`webhooks.condition.mode.${mode}`) }));
  return (
    <Box
      role="group"
      aria-label={t(`webhooks.condition.mode.${group.mode}`)}
      borderColor="neutral200"
      hasRadius
      padding={3}
      background={depth % 2 === 1 ? 'neutral100' : 'neutral0'}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between" gap={2}>
          <Box minWidth="24rem">
            <Select
              size="S"
              label={t('webhooks.condition.mode')}
              value={group.mode}
              choices={modes}
              isDisabled={isDisabled}
              onChange={(mode: GroupMode) => onChange(conditionOf({ ...group, mode }))}
            />
          </Box>
          {onRemove && !isDisabled && (
            <IconButton size="S" variant="ghost" label={t('webhooks.condition.remove-group')} onClick={onRemove}>
              <Trash />
            </IconButton>
          )}
        </Flex>
        {group.of.map((member, index) =>
          member.kind === 'compare' ? (
            <ComparisonRow
              key={index}
              path={`${members}.${index}`}
              comparison={member}
              isDisabled={isDisabled}
              onChange={(next) => replace(index, next)}
              onRemove={group.of.length > 1 ? () => remove(index) : undefined}
            />
          ) : (
            <GroupBox
              key={index}
              path={`${members}.${index}`}
              condition={member}
              depth={depth + 1}
              isDisabled={isDisabled}
              onChange={(next) => replace(index, next)}
              onRemove={() => remove(index)}
            />
          )
        )}
        <Fault name={members} />
        {!isDisabled && (
          <Flex gap={2} wrap="wrap">
            <Button variant="tertiary" size="S" startIcon={<Plus />} onClick={() => change([...group.of, emptyComparison()])}>
              {t('webhooks.condition.add')}
            </Button>
            {depth < DEEPEST && (
              <Button
                variant="tertiary"
                size="S"
                startIcon={<Plus />}
                onClick={() => change([...group.of, conditionOf({ mode: 'any', of: [emptyComparison()] })])}
              >
                {t('webhooks.condition.add-group')}
              </Button>
            )}
          </Flex>
        )}
      </Flex>
    </Box>
  );
};
