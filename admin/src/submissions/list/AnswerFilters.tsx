import { Box, Button, Flex, Grid, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useEffect, useRef, useState } from 'react';

import type { AnswerFilter, SubmissionColumn } from '../../../../shared/contracts/form';
import { MOST_ANSWER_FILTERS } from '../../../../shared/forms';
import { useTexts } from '../../ui/useTexts';
import { aboutField, isAsked, NOTHING_ASKED, operatorsFor, withOperator } from '../answer-filter';
import { useColumnName } from '../useColumnName';
import { AnswerValue } from './AnswerValue';
import { Choice } from './Choice';

interface AnswerRowProps {
  readonly number: number;
  readonly asked: AnswerFilter;
  readonly columns: readonly SubmissionColumn[];
  readonly onChange: (asked: AnswerFilter) => void;
  readonly onRemove: () => void;
}

const AnswerRow = ({ number, asked, columns, onChange, onRemove }: AnswerRowProps) => {
  const t = useTexts();
  const nameOf = useColumnName();
  const column = columns.find(({ key }) => key === asked.field);
  const isUnknown = asked.field !== '' && !column;
  const fields = [
    ...(isUnknown ? [{ value: asked.field, label: asked.field }] : []),
    ...columns.map((one) => ({ value: one.key, label: nameOf(one) })),
  ];
  const operators = operatorsFor(column, asked).map((operator) => ({ value: operator, label: t(`forms.operator.${operator}`) }));
  const chooseField = (key: string | undefined) => {
    const chosen = columns.find((one) => one.key === key);
    if (chosen && chosen !== column) onChange(aboutField(chosen));
  };
  const chooseOperator = (value: string | undefined) => {
    const chosen = operators.find((one) => one.value === value);
    if (chosen) onChange(withOperator(asked, chosen.value));
  };
  return (
    <Flex role="group" aria-label={t('submissions.filter.answer', { number })} gap={2} alignItems="flex-end">
      <Box flex="1" minWidth={0}>
        <Grid.Root gap={5}>
          <Choice
            label={t('submissions.filter.answer-field')}
            anything={t('ui.choose')}
            value={asked.field || undefined}
            choices={fields}
            isClearable={false}
            onChange={chooseField}
          />
          {asked.field !== '' && (
            <Choice
              label={t('submissions.filter.answer-operator')}
              anything={t('ui.choose')}
              value={asked.operator}
              choices={operators}
              isClearable={false}
              onChange={chooseOperator}
            />
          )}
          <AnswerValue key={asked.field} asked={asked} column={column} onChange={onChange} />
        </Grid.Root>
      </Box>
      <IconButton size="S" variant="ghost" label={t('submissions.filter.answer-remove', { number })} onClick={onRemove}>
        <Trash />
      </IconButton>
    </Flex>
  );
};

/** The questions as they stand in the panel: those that ask something are in the filter, one that is half put waits here. */
const useQuestions = (
  applied: readonly AnswerFilter[],
  onChange: (answers: readonly AnswerFilter[]) => void
): readonly [readonly AnswerFilter[], (questions: readonly AnswerFilter[]) => void] => {
  const [questions, setQuestions] = useState(applied);
  const text = JSON.stringify(applied);
  useEffect(() => {
    // Changed elsewhere: by a tag, by another link.
    setQuestions((now) => (JSON.stringify(now.filter(isAsked)) === text ? now : (JSON.parse(text) as readonly AnswerFilter[])));
  }, [text]);
  const change = (next: readonly AnswerFilter[]) => {
    setQuestions(next);
    const asked = next.filter(isAsked);
    if (JSON.stringify(asked) !== text) onChange(asked);
  };
  return [questions, change];
};

interface AnswerFiltersProps {
  readonly answers: readonly AnswerFilter[] | undefined;
  readonly columns: readonly SubmissionColumn[];
  readonly onChange: (answers: readonly AnswerFilter[] | undefined) => void;
}

const NONE: readonly AnswerFilter[] = [];

/** Questions about the answers of single fields, of every version of the form; all of them hold. */
export const AnswerFilters = ({ answers = NONE, columns, onChange }: AnswerFiltersProps) => {
  const t = useTexts();
  const list = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const [isAdding, setIsAdding] = useState(false);
  const [questions, change] = useQuestions(answers, (asked) => onChange(asked.length > 0 ? asked : undefined));
  useEffect(() => {
    if (!isAdding) return;
    const rows = list.current?.querySelectorAll('[role="group"]') ?? [];
    rows[rows.length - 1]?.querySelector<HTMLElement>('[role="combobox"]')?.focus();
    setIsAdding(false);
  }, [isAdding]);
  const add = () => {
    change([...questions, NOTHING_ASKED]);
    setIsAdding(true);
  };
  const remove = (index: number) => {
    change(questions.filter((_, position) => position !== index));
    addButton.current?.focus();
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingTop={5} ref={list}>
      <Typography variant="sigma" tag="h2" textColor="neutral600">
        {t('submissions.filter.answers')}
      </Typography>
      {questions.map((asked, index) => (
        <AnswerRow
          key={index}
          number={index + 1}
          asked={asked}
          columns={columns}
          onChange={(next) => change(questions.map((other, position) => (position === index ? next : other)))}
          onRemove={() => remove(index)}
        />
      ))}
      <Flex>
        <Button
          ref={addButton}
          size="S"
          variant="tertiary"
          startIcon={<Plus />}
          disabled={questions.length >= MOST_ANSWER_FILTERS}
          onClick={add}
        >
          {t('submissions.filter.answer-add')}
        </Button>
      </Flex>
    </Flex>
  );
};
