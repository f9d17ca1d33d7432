import { Badge, Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { SettingsView } from '../../../shared/contracts/delivery';
import { MONOSPACE } from '../ui/monospace';
import { Part } from '../ui/Part';
import { useTexts } from '../ui/useTexts';

const COLUMNS = ['option', 'value', 'origin'] as const;

const Code = styled.code`
  font-family: ${MONOSPACE};
  font-size: 1.2rem;
  color: ${({ theme }) => theme.colors.neutral800};
  overflow-wrap: anywhere;
`;

/** Units that options end in, and how to say their numbers so that nobody has to count zeros. */
const useExplanation = () => {
  const { formatNumber } = useIntl();
  return (key: string, value: string): string | null => {
    const amount = Number(value);
    const say = (number: number, unit: string) =>
      formatNumber(number, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 });
    if (value === '' || Number.isNaN(amount)) return null;
    if (key.endsWith('Bytes')) return amount >= 1_048_576 ? say(amount / 1_048_576, 'megabyte') : say(amount / 1_024, 'kilobyte');
    if (key.endsWith('Ms')) return say(amount / 1_000, 'second');
    if (/[a-z]S$/.test(key)) return amount >= 120 ? say(amount / 60, 'minute') : say(amount, 'second');
    return null;
  };
};

/** The options in force; those that somebody set stand out from the defaults. */
export const OptionsTable = ({ options }: { options: SettingsView['options'] }) => {
  const t = useTexts();
  const explain = useExplanation();
  return (
    <Part title={t('settings.options')} hint={t('settings.options-hint')}>
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
                <Flex gap={2} wrap="wrap">
                  <Code>{value === '' ? '–' : value}</Code>
                  <Typography variant="pi" textColor="neutral600">
                    {explain(key, value)}
                  </Typography>
                </Flex>
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
    </Part>
  );
};
