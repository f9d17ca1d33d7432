import { Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { PurgeReport } from '../../../../shared/contracts/form';
import { RelativeTime } from '../../ui/RelativeTime';
import { useTexts } from '../../ui/useTexts';

const COUNTS = ['complete', 'partial', 'spam', 'files'] as const;

/** What the last runs removed. */
export const PurgeTable = ({ purges }: { purges: readonly PurgeReport[] }) => {
  const t = useTexts();
  const { formatNumber } = useIntl();
  return (
    <Table colCount={COUNTS.length + 1} rowCount={purges.length + 1}>
      <Thead>
        <Tr>
          {(['at', ...COUNTS] as const).map((column) => (
            <Th key={column}>
              <Typography variant="sigma">{t(`purges.column.${column}`)}</Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {purges.map((purge) => (
          <Tr key={purge.at}>
            <Td>
              <Typography>
                <RelativeTime at={purge.at} />
              </Typography>
            </Td>
            {COUNTS.map((what) => (
              <Td key={what}>
                <Typography>{formatNumber(purge[what])}</Typography>
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
