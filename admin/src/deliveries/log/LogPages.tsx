import { Box, Button, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';
import { ArrowLeft, ArrowRight } from '@strapi/icons';

import { PAGE_SIZES } from '../../ui/list/list-query';
import { useTexts } from '../../ui/useTexts';
import type { LogQuery } from '../log-query';

interface LogPagesProps {
  readonly query: LogQuery;
  readonly newerCursor: string | null;
  readonly olderCursor: string | null;
  readonly onChange: (query: LogQuery) => void;
}

/** Newer and older instead of numbers: a page is found by the row it starts after, which stays fast however long the log is. */
export const LogPages = ({ query, newerCursor, olderCursor, onChange }: LogPagesProps) => {
  const t = useTexts();
  const turn = (cursor: Pick<LogQuery, 'before' | 'after'>) =>
    onChange({ ...query, before: undefined, after: undefined, ...cursor });
  const isTop = query.before === undefined && query.after === undefined;
  return (
    <Flex
      paddingTop={4}
      paddingBottom={4}
      justifyContent="space-between"
      gap={4}
      wrap="wrap"
      tag="nav"
      aria-label={t('deliveries.pages')}
    >
      <Flex gap={2}>
        <Box width="8rem">
          <SingleSelect
            size="S"
            aria-label={t('deliveries.page-size')}
            value={String(query.limit)}
            onChange={(value) => onChange({ ...query, before: undefined, after: undefined, limit: Number(value) })}
          >
            {PAGE_SIZES.map((size) => (
              <SingleSelectOption key={size} value={String(size)}>
                {size}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Box>
        <Typography textColor="neutral600">{t('deliveries.page-size')}</Typography>
      </Flex>
      <Flex gap={2}>
        {!isTop && (
          <Button variant="tertiary" size="S" onClick={() => turn({})}>
            {t('deliveries.newest')}
          </Button>
        )}
        <Button
          variant="tertiary"
          size="S"
          startIcon={<ArrowLeft />}
          disabled={newerCursor === null}
          onClick={() => newerCursor && turn({ after: newerCursor })}
        >
          {t('deliveries.newer')}
        </Button>
        <Button
          variant="tertiary"
          size="S"
          endIcon={<ArrowRight />}
          disabled={olderCursor === null}
          onClick={() => olderCursor && turn({ before: olderCursor })}
        >
          {t('deliveries.older')}
        </Button>
      </Flex>
    </Flex>
  );
};
