import { Badge, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { SettingsView } from '../../../shared/contracts/delivery';
import { Card } from '../overview/parts/Card';
import { useTexts } from '../ui/useTexts';

const COLUMNS = ['option', 'value', 'origin'] as const;

const Code = styled.code`
  font-family: 'SF Mono', SFMono-Regular, ui-monospace, Menlo, Consolas, monospace;
  font-size: 1.2rem;
  color: ${({ theme }) => theme.colors.neutral800};
  overflow-wrap: anywhere;
`;

/** The options in force; those that somebody set stand out from the defaults. */
export const OptionsTable = ({ options }: { options: SettingsView['options'] }) => {
  const t = useTexts();
  return (
    <Card title={t('settings.options')}>
      <Typography textColor="neutral600">{t('settings.options-hint')}</Typography>
      <Table colCount={COLUMNS.length} rowCount={options.length + 1}>
        <Thead>
          <Tr>
            {COLUMNS.map((column) => (
              <Th key={column}>
                <Typography variant="sigma" textColor="neutral600">
                  {t(`settings.column.${column}`)}
                </Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {options.map(({ key, value, isDefault }) => (
            <Tr key={key}>
              <Td>
                <Code>{key}</Code>
              </Td>
              <Td>
                <Code>{value}</Code>
              </Td>
              <Td>
                {isDefault ? (
                  <Typography textColor="neutral600">{t('settings.default')}</Typography>
                ) : (
                  <Badge active>{t('settings.set')}</Badge>
                )}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Card>
  );
};
