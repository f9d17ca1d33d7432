import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useCallback } from 'react';

import type { FormPage, PageJump } from '../../../../../shared/contracts/form';
import { useTexts } from '../../../ui/useTexts';
import { changePage } from '../../draft/pages';
import { useNames } from '../../useNames';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { askableFields, ruleAbout } from '../conditions/rule';
import { VisibilityEditor } from '../conditions/VisibilityEditor';
import { inputId } from '../faults';
import { AreaRow, SelectRow, TextRow, type At } from '../inputs';
import { useBuilder, useDefinition } from '../useBuilder';

interface JumpProps {
  readonly at: (path: string) => At;
  readonly page: FormPage;
  readonly jump: PageJump;
  readonly index: number;
  readonly onChange: (jump: PageJump, about?: string) => void;
  readonly onRemove: () => void;
}

const Jump = ({ at, page, jump, index, onChange, onRemove }: JumpProps) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { definition } = useDefinition();
  const { pageName } = useNames();
  const pageIndex = definition.pages.findIndex(({ id }) => id === page.id);
  const targets = [
    ...definition.pages.slice(pageIndex + 1).map((one) => ({ value: one.id, label: pageName(definition, one) })),
    { value: 'end', label: t('forms.words.end') },
  ];
  const path = `jumps.${index}`;
  return (
    <Box tag="li" borderColor="neutral150" hasRadius padding={3} id={inputId(at(path))} tabIndex={-1}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex gap={2} alignItems="flex-end">
          <Box grow={1} minWidth={0}>
            <SelectRow
              at={at(`${path}.to`)}
              label={t('forms.jump.to', { number: index + 1 })}
              value={jump.to}
              choices={targets}
              onChange={(to) => onChange({ ...jump, to })}
            />
          </Box>
          {!isReadOnly && (
            <IconButton variant="ghost" label={t('forms.jump.remove', { number: index + 1 })} onClick={onRemove}>
              <Trash />
            </IconButton>
          )}
        </Flex>
        <ConditionEditor
          at={at(`${path}.when`)}
          label={t('forms.jump.when', { number: index + 1 })}
          condition={jump.when}
          fields={askableFields(definition, pageIndex)}
          sentence={(condition) =>
            t('forms.words.jump', { condition, page: targets.find(({ value }) => value === jump.to)?.label ?? jump.to })
          }
          onChange={(when, about) => onChange({ ...jump, when }, about)}
        />
      </Flex>
    </Box>
  );
};

/** Everything about one page, beside the canvas. */
export const PagePane = ({ page }: { page: FormPage }) => {
  const t = useTexts();
  const { isReadOnly } = useBuilder();
  const { definition, edit } = useDefinition();
  const { pageName } = useNames();
  const pageIndex = definition.pages.findIndex(({ id }) => id === page.id);
  const at = useCallback((path: string): At => ({ part: { kind: 'page', id: page.id }, path }), [page.id]);
  const change = (what: Partial<FormPage>, about?: string) =>
    edit(
      (before) => {
        const now = before.pages.find(({ id }) => id === page.id);
        return now ? changePage(before, { ...now, ...what }) : before;
      },
      about && `pages.${page.id}.${about}`
    );
  const jumps = (next: readonly PageJump[], about?: string) => change({ jumps: next }, about);
  const isLast = pageIndex === definition.pages.length - 1;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography tag="h2" variant="delta" style={{ overflowWrap: 'anywhere' }}>
        {pageName(definition, page)}
      </Typography>
      <TextRow
        at={at('title')}
        label={t('forms.page.title')}
        hint={t('forms.page.title-hint')}
        value={page.title}
        onChange={(title) => change({ title }, 'title')}
      />
      <AreaRow
        at={at('description')}
        label={t('forms.page.description')}
        value={page.description}
        onChange={(description) => change({ description }, 'description')}
      />
      {pageIndex > 0 && (
        <VisibilityEditor
          at={at('visibility')}
          visibility={page.visibility}
          fields={askableFields(definition, pageIndex - 1)}
          onChange={(visibility, about) => change({ visibility }, about && `visibility.${about}`)}
        />
      )}
      {!isLast && (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Box>
            <Typography variant="sigma" tag="h3" textColor="neutral600">
              {t('forms.jump.title')}
            </Typography>
            <Typography variant="pi" tag="p" textColor="neutral600">
              {t('forms.jump.hint')}
            </Typography>
          </Box>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
            {page.jumps.map((jump, index) => (
              <Jump
                key={index}
                at={at}
                page={page}
                jump={jump}
                index={index}
                onChange={(next, about) =>
                  jumps(
                    page.jumps.map((other, position) => (position === index ? next : other)),
                    about && `jumps.${index}.${about}`
                  )
                }
                onRemove={() => jumps(page.jumps.filter((_, position) => position !== index))}
              />
            ))}
          </Flex>
          {!isReadOnly && (
            <Flex>
              <Button
                size="S"
                variant="tertiary"
                startIcon={<Plus />}
                onClick={() => {
                  const [first] = askableFields(definition, pageIndex);
                  const when = { combine: 'all' as const, rules: first ? [ruleAbout(first)] : [] };
                  jumps([...page.jumps, { when, to: 'end' }]);
                }}
              >
                {t('forms.jump.add')}
              </Button>
            </Flex>
          )}
        </Flex>
      )}
    </Flex>
  );
};
