import { Button, Field, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { useState, type ChangeEvent, type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';

import type { FormListItem } from '../../../../shared/contracts/form';
import { newDefinition } from '../../../../shared/forms';
import { Select } from '../../ui/choices';
import { ModalDialog, ModalFooter } from '../../ui/ModalDialog';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { newId } from '../draft/ids';
import { FORM_KEY, suggestFormKey } from '../draft/keys';
import { FIELD_DESCRIPTIONS } from '../field-kinds';
import { useCreateFormMutation } from '../forms.api';
import { formPath } from '../paths';
import { formFrom, TEMPLATES } from '../templates';
import { useLocaleName, useSiteLocales } from '../useLocales';
import { TemplateCards, type Start } from './TemplateCards';

const templateOf = (start: Start) => TEMPLATES.find(({ name }) => name === start);

/** What the dialog's fields say while nobody has written into them. */
const useProposal = (start: Start, locale: string, taken: ReadonlySet<string>) => {
  const template = templateOf(start);
  const title = template ? formFrom(template, locale, [], FIELD_DESCRIPTIONS).title : '';
  return { title, keyFor: (written: string) => suggestFormKey(written, taken) };
};

interface NewFormProps {
  readonly initialStart: Start;
  readonly taken: readonly FormListItem[];
  readonly onClose: () => void;
}

const NewForm = ({ initialStart, taken, onClose }: NewFormProps) => {
  const t = useTexts();
  const navigate = useNavigate();
  const { fail } = useNotices();
  const localeName = useLocaleName();
  const { locales } = useSiteLocales();
  const [create, { isLoading }] = useCreateFormMutation();
  const [start, setStart] = useState(initialStart);
  const [chosenLocale, setLocale] = useState<string | null>(null);
  const [writtenTitle, setTitle] = useState<string | null>(null);
  const [writtenKey, setKey] = useState<string | null>(null);
  const [wasTried, setWasTried] = useState(false);

  const locale = chosenLocale ?? locales[0] ?? 'en';
  const takenKeys = new Set(taken.map(({ key }) => key));
  const proposal = useProposal(start, locale, takenKeys);
  const title = writtenTitle ?? proposal.title;
  const key = writtenKey ?? proposal.keyFor(title);
  const titleFault = title.trim() === '' ? t('forms.new.name-missing') : undefined;
  const keyFault = !FORM_KEY.test(key) ? t('forms.new.key-wrong') : takenKeys.has(key) ? t('forms.new.key-taken') : undefined;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // The dialog is drawn inside of a page that may have a form of its own.
    event.stopPropagation();
    setWasTried(true);
    if (titleFault || keyFault) return;
    const template = templateOf(start);
    const definition = template
      ? formFrom(template, locale, locales, FIELD_DESCRIPTIONS).definition
      : newDefinition(locale, newId('pag'));
    const answer = await create({ key, title: title.trim(), description: '', definition });
    if ('error' in answer) fail(answer.error);
    else navigate(formPath(answer.data.id));
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          <Flex direction="column" alignItems="stretch" gap={2}>
            <Typography variant="pi" fontWeight="bold" textColor="neutral800">
              {t('forms.new.template')}
            </Typography>
            <TemplateCards label={t('forms.new.template')} chosen={start} onChoose={setStart} />
          </Flex>
          <Field.Root name="title" error={wasTried ? titleFault : undefined} required>
            <Field.Label>{t('forms.new.name')}</Field.Label>
            <TextInput
              value={title}
              autoComplete="off"
              onChange={(event: ChangeEvent<HTMLInputElement>) => setTitle(event.target.value)}
            />
            <Field.Error />
          </Field.Root>
          <Field.Root
            name="key"
            error={wasTried || writtenKey !== null ? keyFault : undefined}
            hint={t('forms.new.key-hint')}
            required
          >
            <Field.Label>{t('forms.new.key')}</Field.Label>
            <TextInput
              value={key}
              autoComplete="off"
              spellCheck={false}
              onChange={(event: ChangeEvent<HTMLInputElement>) => setKey(event.target.value)}
            />
            <Field.Hint />
            <Field.Error />
          </Field.Root>
          {locales.length > 1 && (
            <Field.Root name="locale" hint={t('forms.new.locale-hint')}>
              <Field.Label>{t('forms.new.locale')}</Field.Label>
              <Select
                value={locale}
                choices={locales.map((one) => ({ value: one, label: localeName(one) }))}
                onChange={setLocale}
              />
              <Field.Hint />
            </Field.Root>
          )}
        </Flex>
      </Modal.Body>
      <ModalFooter onCancel={onClose}>
        <Button type="submit" loading={isLoading}>
          {t('forms.new.create')}
        </Button>
      </ModalFooter>
    </form>
  );
};

interface NewFormDialogProps {
  /** What it starts from; `null` keeps the dialog closed. */
  readonly start: Start | null;
  readonly taken: readonly FormListItem[];
  readonly onClose: () => void;
}

/** Makes a form: from nothing or from a template, with a title, a key and a language. */
export const NewFormDialog = ({ start, taken, onClose }: NewFormDialogProps) => {
  const t = useTexts();
  return (
    <ModalDialog title={t('forms.new.title')} isOpen={start !== null} onClose={onClose}>
      {start !== null && <NewForm initialStart={start} taken={taken} onClose={onClose} />}
    </ModalDialog>
  );
};
