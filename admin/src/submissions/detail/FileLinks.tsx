import { Button, Flex, Typography } from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { SubmissionView } from '../../../../shared/contracts/form';
import { useTexts } from '../../ui/useTexts';
import { useDownload } from '../useDownload';

const KILOBYTE = 1_024;

/** The size of a file in words. */
export const useSize = () => {
  const { formatNumber } = useIntl();
  return (bytes: number): string =>
    bytes < KILOBYTE * KILOBYTE
      ? formatNumber(Math.max(1, Math.round(bytes / KILOBYTE)), { style: 'unit', unit: 'kilobyte' })
      : formatNumber(bytes / KILOBYTE / KILOBYTE, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
};

/** Files that a visitor sent: saved, never shown on this origin. */
export const FileLinks = ({ files }: { files: SubmissionView['files'] }) => {
  const t = useTexts();
  const sizeOf = useSize();
  const { isBusy, download } = useDownload();
  if (files.length === 0) return <Typography textColor="neutral600">{t('submissions.no-answer')}</Typography>;
  return (
    <Flex tag="ul" direction="column" alignItems="flex-start" gap={2} paddingTop={1} style={{ margin: 0, listStyle: 'none' }}>
      {files.map((file) => (
        <Flex key={file.id} tag="li" gap={3} wrap="wrap">
          <Button
            size="S"
            variant="tertiary"
            startIcon={<Download />}
            disabled={isBusy}
            // A long name takes a second line.
            style={{ height: 'auto', minHeight: '3.2rem', textAlign: 'start', overflowWrap: 'anywhere' }}
            onClick={() => void download(file.url, file.name)}
          >
            <bdi>{file.name}</bdi>
          </Button>
          <Typography variant="pi" textColor="neutral600">
            {t('submissions.file', { type: file.mime, size: sizeOf(file.size) })}
          </Typography>
        </Flex>
      ))}
    </Flex>
  );
};
