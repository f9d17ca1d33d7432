import { Box, Checkbox, Flex, IconButton, Popover, TextButton, Typography } from '@strapi/design-system';
import { Cog } from '@strapi/icons';

import type { SubmissionColumn } from '../../../../shared/contracts/form';
import { useTexts } from '../../ui/useTexts';
import { shownColumns, toggleColumn } from '../columns';
import { useColumnName } from '../useColumnName';

interface ColumnMenuProps {
  readonly columns: readonly SubmissionColumn[];
  /** `undefined`: as by default. */
  readonly chosen: readonly string[] | undefined;
  readonly onChange: (chosen: readonly string[] | undefined) => void;
}

/** Which answers are columns: of every version of the form, deleted fields too. */
export const ColumnMenu = ({ columns, chosen, onChange }: ColumnMenuProps) => {
  const t = useTexts();
  const nameOf = useColumnName();
  const shown = new Set(shownColumns(columns, chosen).map(({ key }) => key));
  return (
    <Popover.Root>
      <Popover.Trigger>
        <IconButton label={t('submissions.columns')}>
          <Cog />
        </IconButton>
      </Popover.Trigger>
      <Popover.Content side="bottom" align="end" sideOffset={4}>
        <Box padding={4} maxWidth="36rem" maxHeight="40rem" overflow="auto">
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Flex justifyContent="space-between" gap={6}>
              <Typography variant="sigma" tag="h2" textColor="neutral600">
                {t('submissions.columns')}
              </Typography>
              <TextButton onClick={() => onChange(undefined)}>{t('submissions.columns.reset')}</TextButton>
            </Flex>
            {columns.map((column) => (
              <Checkbox
                key={column.key}
                checked={shown.has(column.key)}
                onCheckedChange={() => onChange(toggleColumn(columns, chosen, column.key))}
              >
                {nameOf(column)}
              </Checkbox>
            ))}
          </Flex>
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};
