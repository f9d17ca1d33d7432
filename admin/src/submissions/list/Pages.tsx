import { Button, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { ArrowLeft, ArrowRight } from '@strapi/icons';

import { useTexts } from '../../ui/useTexts';
import { PAGE_SIZES, type SubmissionQuery } from '../submission-query';

interface PagesProps {
  readonly query: SubmissionQuery;
  readonly total: number;
  readonly onChange: (query: SubmissionQuery) => void;
}

/** Which rows these are, and the way to the next. */
export const Pages = ({ query, total, onChange }: PagesProps) => {
  const t = useTexts();
  const { page, pageSize } = query;
  const from = (page - 1) * pageSize + 1;
  const to = Math.min(total, page * pageSize);
  return (
    <Flex tag="nav" aria-label={t('submissions.pages')} justifyContent="space-between" gap={4} wrap="wrap" paddingTop={4}>
      <Flex gap={2}>
        <SingleSelect
          size="S"
          aria-label={t('submissions.page-size')}
          value={pageSize}
          onChange={(size) => onChange({ ...query, page: 1, pageSize: Number(size) })}
        >
          {PAGE_SIZES.map((size) => (
            <SingleSelectOption key={size} value={size}>
              {size}
            </SingleSelectOption>
          ))}
        </SingleSelect>
        <Typography textColor="neutral600">{t('submissions.page-size')}</Typography>
      </Flex>
      <Flex gap={3}>
        <Typography textColor="neutral600">{t('submissions.rows', { from, to, total })}</Typography>
        <Button
          variant="tertiary"
          size="S"
          startIcon={<ArrowLeft />}
          disabled={page <= 1}
          onClick={() => onChange({ ...query, page: page - 1 })}
        >
          {t('submissions.previous-page')}
        </Button>
        <Button
          variant="tertiary"
          size="S"
          endIcon={<ArrowRight />}
          disabled={to >= total}
          onClick={() => onChange({ ...query, page: page + 1 })}
        >
          {t('submissions.next-page')}
        </Button>
      </Flex>
    </Flex>
  );
};
