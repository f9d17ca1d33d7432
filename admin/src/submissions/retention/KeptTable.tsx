import { Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';

import type { InboxForm } from '../../../../shared/contracts/form';
import { formPath } from '../../forms/paths';
import { TextLink } from '../../ui/TextLink';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';

const KINDS = ['completeDays', 'partialDays', 'spamDays'] as const;

/** How long each form keeps what it was sent; a form without a period keeps it for good, and is seen to. */
export const KeptTable = ({ forms }: { forms: readonly InboxForm[] }) => {
  const t = useTexts();
  const { can } = useAllowed('forms');
  return (
    <Table colCount={KINDS.length + 1} rowCount={forms.length + 1}>
      <Thead>
        <Tr>
          <Th>
            <Typography variant="sigma">{t('submissions.form')}</Typography>
          </Th>
          {KINDS.map((kind) => (
            <Th key={kind}>
              <Typography variant="sigma">{t(`purges.kept.${kind}`)}</Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {forms.map(({ id, title, retention }) => (
          <Tr key={id}>
            <Td>
              <Typography style={{ overflowWrap: 'anywhere' }}>
                {can.read ? <TextLink to={formPath(id, 'settings')}>{title}</TextLink> : title}
              </Typography>
            </Td>
            {KINDS.map((kind) => {
              const days = retention?.[kind] ?? null;
              return (
                <Td key={kind}>
                  <Typography textColor={days === null ? 'neutral600' : 'neutral800'}>
                    {days === null ? t('purges.kept.for-good') : t('purges.kept.days', { count: days })}
                  </Typography>
                </Td>
              );
            })}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
