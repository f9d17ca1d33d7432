import { Box, Button, Flex, TextButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import type { Condition } from '../../../../../shared/contracts';
import { Section } from '../../../ui/Section';
import { useTexts } from '../../../ui/useTexts';
import { Fault, faultTarget, useDraftField } from '../fields';
import { conditionOf, emptyComparison } from './group';
import { GroupBox } from './GroupBox';
import { useConditionWords } from './useConditionWords';

/** Whether there is a sentence to be made of it: every comparison has a field. */
const isComplete = (condition: Condition): boolean => {
  if (condition.kind === 'compare') return condition.field !== '';
  return condition.kind === 'not' ? isComplete(condition.of) : condition.of.length > 0 && condition.of.every(isComplete);
};

/** When an event is wanted, beyond its kind: built by choosing, read back as a sentence. */
export const ConditionSection = () => {
  const t = useTexts();
  const inWords = useConditionWords();
  const { value: condition, set, isDisabled } = useDraftField<Condition | null>('condition');
  return (
    <Section
      title={t('webhooks.condition.title')}
      hint={t('webhooks.condition.hint')}
      action={
        condition &&
        !isDisabled && (
          <TextButton startIcon={<Trash />} onClick={() => set(null)}>
            {t('webhooks.condition.clear')}
          </TextButton>
        )
      }
    >
      <Box {...faultTarget('condition')}>
        <Fault name="condition" />
        {condition ? (
          <Flex direction="column" alignItems="stretch" gap={4}>
            <GroupBox path="condition" condition={condition} onChange={set} isDisabled={isDisabled} />
            {isComplete(condition) && (
              <Box background="primary100" hasRadius padding={3} role="status">
                <Typography textColor="neutral800">
                  {t('webhooks.condition.sentence', { condition: inWords(condition) })}
                </Typography>
              </Box>
            )}
          </Flex>
        ) : (
          <Flex gap={4} wrap="wrap">
            <Typography textColor="neutral600">{t('webhooks.condition.none')}</Typography>
            {!isDisabled && (
              <Button
                variant="secondary"
                size="S"
                startIcon={<Plus />}
                onClick={() => set(conditionOf({ mode: 'all', of: [emptyComparison()] }))}
              >
                {t('webhooks.condition.add')}
              </Button>
            )}
          </Flex>
        )}
      </Box>
    </Section>
  );
};
