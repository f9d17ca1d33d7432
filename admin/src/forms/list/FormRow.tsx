import { Box, Flex, MenuItem, Typography } from '@strapi/design-system';
import { ChartCircle, Duplicate, List, Pencil, Trash } from '@strapi/icons';
import { Table } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';
import { Link, useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';

import type { FormListItem } from '../../../../shared/contracts/form';
import { NameLink } from '../../ui/list/NameLink';
import { RowMenu } from '../../ui/list/RowMenu';
import { RelativeTime } from '../../ui/RelativeTime';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { FormStatus } from '../FormStatus';
import { KeyText } from '../KeyText';
import { PlainBadge } from '../PlainBadge';
import { formPath, insightsPath, submissionsPath } from '../paths';

const CountLink = styled(Link)`
  color: ${({ theme }) => theme.colors.primary600};
  font-size: 1.4rem;
`;

const Submissions = ({ form }: { form: FormListItem }) => {
  const t = useTexts();
  const { formatNumber } = useIntl();
  const { can } = useAllowed('submissions');
  const { total, unread } = form.submissions;
  const count = formatNumber(total);
  return (
    <Flex gap={2} wrap="wrap">
      {can.read && total > 0 ? (
        <CountLink to={submissionsPath(form.id)} aria-label={t('forms.list.open-submissions', { count: total, title: form.title })}>
          {count}
        </CountLink>
      ) : (
        <Typography textColor="neutral800">{count}</Typography>
      )}
      {unread > 0 && (
        <PlainBadge size="S" variant="primary">
          {t('forms.list.unread', { count: unread })}
        </PlainBadge>
      )}
    </Flex>
  );
};

interface FormRowProps {
  readonly form: FormListItem;
  readonly onDuplicate: () => void;
  readonly onDelete: () => void;
}

/** One form of the list. */
export const FormRow = ({ form, onDuplicate, onDelete }: FormRowProps) => {
  const t = useTexts();
  const { formatNumber } = useIntl();
  const navigate = useNavigate();
  const { can } = useAllowed('forms');
  const submissions = useAllowed('submissions');
  return (
    <Table.Row>
      <Table.Cell>
        <Box width={{ initial: '16rem', large: '32rem' }} paddingTop={2} paddingBottom={2}>
          <NameLink to={formPath(form.id)} title={form.title}>
            {form.title}
          </NameLink>
          <KeyText>{form.key}</KeyText>
        </Box>
      </Table.Cell>
      <Table.Cell>
        <FormStatus status={form.status} />
      </Table.Cell>
      <Table.Cell>
        <Submissions form={form} />
      </Table.Cell>
      <Table.Cell>
        <Typography textColor={form.completion === null ? 'neutral600' : 'neutral800'}>
          {form.completion === null
            ? t('forms.list.no-views')
            : formatNumber(form.completion, { style: 'percent', maximumFractionDigits: 0 })}
        </Typography>
      </Table.Cell>
      <Table.Cell>
        <Typography textColor="neutral800">
          <RelativeTime at={form.submissions.lastAt} />
        </Typography>
      </Table.Cell>
      <RowMenu name={form.title}>
        <MenuItem startIcon={<Pencil />} onSelect={() => navigate(formPath(form.id))}>
          {t(can.update ? 'ui.edit' : 'ui.view')}
        </MenuItem>
        {submissions.can.read && (
          <MenuItem startIcon={<List />} onSelect={() => navigate(submissionsPath(form.id))}>
            {t('forms.tab.submissions')}
          </MenuItem>
        )}
        {submissions.can.read && (
          <MenuItem startIcon={<ChartCircle />} onSelect={() => navigate(insightsPath(form.id))}>
            {t('forms.tab.insights')}
          </MenuItem>
        )}
        {can.create && (
          <MenuItem startIcon={<Duplicate />} onSelect={onDuplicate}>
            {t('ui.duplicate')}
          </MenuItem>
        )}
        {can.delete && (
          <MenuItem variant="danger" startIcon={<Trash />} onSelect={onDelete}>
            {t('ui.delete')}
          </MenuItem>
        )}
      </RowMenu>
    </Table.Row>
  );
};
