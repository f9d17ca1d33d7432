import { Button, Flex, Modal } from '@strapi/design-system';
import { Moon, Sun } from '@strapi/icons';
import { useMemo, useState } from 'react';

import { localesOf } from '../../../../../shared/forms';
import { ButtonChoice } from '../../../ui/ButtonChoice';
import { Select } from '../../../ui/choices';
import { ModalDialog } from '../../../ui/ModalDialog';
import { useTexts } from '../../../ui/useTexts';
import { useLocaleName } from '../../useLocales';
import { useBuilder } from '../useBuilder';
import { Preview } from './Preview';
import { publicFormOf } from './public-form';
import { useIsDark } from './useIsDark';
import { TestNote } from './TestNote';
import { useTestSend } from './useTestSend';

const Content = () => {
  const t = useTexts();
  const localeName = useLocaleName();
  const { draft } = useBuilder();
  const [locale, setLocale] = useState(draft.definition.locale);
  const [width, setWidth] = useState<'wide' | 'narrow'>('wide');
  const [theme, setTheme] = useState<'light' | 'dark'>(useIsDark() ? 'dark' : 'light');
  const [run, setRun] = useState(0);
  const form = useMemo(() => publicFormOf(draft, locale), [draft, locale]);
  const { send, receipt } = useTestSend(locale);
  const locales = localesOf(draft.definition);
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={3} wrap="wrap" justifyContent="space-between">
        <Flex gap={5} wrap="wrap">
          <ButtonChoice
            label={t('forms.preview.width')}
            value={width}
            choices={(['wide', 'narrow'] as const).map((value) => ({ value, label: t(`forms.preview.${value}`) }))}
            onChange={setWidth}
          />
          <ButtonChoice
            label={t('forms.preview.theme')}
            value={theme}
            choices={[
              { value: 'light', label: t('forms.preview.light'), icon: <Sun /> },
              { value: 'dark', label: t('forms.preview.dark'), icon: <Moon /> },
            ]}
            onChange={setTheme}
          />
        </Flex>
        <Flex gap={2}>
          {locales.length > 1 && (
            <Select
              size="S"
              label={t('forms.preview.locale')}
              value={locale}
              choices={locales.map((value) => ({ value, label: localeName(value) }))}
              onChange={setLocale}
            />
          )}
          <Button size="S" variant="tertiary" onClick={() => setRun(run + 1)}>
            {t('forms.preview.again')}
          </Button>
        </Flex>
      </Flex>
      <TestNote receipt={receipt} />
      <Preview key={run} form={form} isDark={theme === 'dark'} isNarrow={width === 'narrow'} send={send} />
    </Flex>
  );
};

/** The draft as visitors would see it, drawn by the library that sites use. */
export const PreviewDialog = ({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) => {
  const t = useTexts();
  return (
    <ModalDialog title={t('forms.preview')} isOpen={isOpen} onClose={onClose}>
      <Modal.Body>{isOpen && <Content />}</Modal.Body>
    </ModalDialog>
  );
};
