import { Button, Checkbox, Field, Flex, Modal, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useState } from 'react';

import { Radios } from '../../ui/choices';
import { path } from '../../api/api';
import { ModalDialog, ModalFooter } from '../../ui/ModalDialog';
import { useTexts } from '../../ui/useTexts';
import { activeFields, filterParams, type SubmissionQuery } from '../submission-query';
import { useDownload } from '../useDownload';

const FORMATS = ['csv', 'xlsx', 'json'] as const;
type Format = (typeof FORMATS)[number];

const DELIMITERS = ['comma', 'semicolon', 'tab'] as const;
type Delimiter = (typeof DELIMITERS)[number];

interface ExportDialogProps {
  readonly formId: string;
  readonly query: SubmissionQuery;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** All versions of a form in one table: which rows, in which format. */
export const ExportDialog = ({ formId, query, isOpen, onClose }: ExportDialogProps) => {
  const t = useTexts();
  const { isBusy, download } = useDownload();
  const [rows, setRows] = useState<'matching' | 'all'>('matching');
  const [format, setFormat] = useState<Format>('xlsx');
  const [delimiter, setDelimiter] = useState<Delimiter>('comma');
  const [hasMark, setHasMark] = useState(true);
  const [values, setValues] = useState<'labels' | 'raw'>('labels');
  const isFiltered = activeFields(query).length > 0;

  const run = async () => {
    const params = {
      formId,
      format,
      headers: values === 'raw' ? 'keys' : 'labels',
      values,
      ...(isFiltered && rows === 'matching' ? filterParams(query) : {}),
      ...(format === 'csv' ? { delimiter, bom: String(hasMark) } : {}),
    };
    if (await download(path('submissions', 'export'), `submissions-${new Date().toISOString().slice(0, 10)}.${format}`, params)) {
      onClose();
    }
  };
  return (
    <ModalDialog title={t('submissions.export.title')} isOpen={isOpen} onClose={onClose}>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {isFiltered && (
            <Radios
              name="rows"
              label={t('submissions.export.rows')}
              value={rows}
              onChange={setRows}
              choices={[
                { value: 'matching', label: t('submissions.export.matching') },
                { value: 'all', label: t('submissions.export.all') },
              ]}
            />
          )}
          <Radios
            name="format"
            label={t('submissions.export.format')}
            value={format}
            onChange={setFormat}
            choices={FORMATS.map((one) => ({
              value: one,
              label: t(`submissions.export.${one}`),
              hint: t(`submissions.export.${one}-hint`),
            }))}
          />
          <Radios
            name="values"
            label={t('submissions.export.values')}
            value={values}
            onChange={setValues}
            choices={[
              { value: 'labels', label: t('submissions.export.labels'), hint: t('submissions.export.labels-hint') },
              { value: 'raw', label: t('submissions.export.raw'), hint: t('submissions.export.raw-hint') },
            ]}
          />
          {format === 'csv' && (
            <Flex gap={6} alignItems="flex-end" wrap="wrap">
              <Field.Root>
                <Field.Label>{t('submissions.export.delimiter')}</Field.Label>
                <SingleSelect
                  value={delimiter}
                  onChange={(next) => setDelimiter(DELIMITERS.find((one) => one === next) ?? 'comma')}
                >
                  {DELIMITERS.map((one) => (
                    <SingleSelectOption key={one} value={one}>
                      {t(`submissions.export.${one}`)}
                    </SingleSelectOption>
                  ))}
                </SingleSelect>
              </Field.Root>
              <Checkbox checked={hasMark} onCheckedChange={(isOn) => setHasMark(isOn === true)}>
                {t('submissions.export.bom')}
              </Checkbox>
            </Flex>
          )}
        </Flex>
      </Modal.Body>
      <ModalFooter onCancel={onClose}>
        <Button loading={isBusy} onClick={() => void run()}>
          {t('submissions.export.download')}
        </Button>
      </ModalFooter>
    </ModalDialog>
  );
};
