import { Box, Checkbox, Flex, IconButton, Textarea, TextInput, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { memo, useMemo, useState, type ChangeEvent } from 'react';
import { styled } from 'styled-components';

import { textsOf, type SourceText } from '../../../../../shared/forms';
import { Select } from '../../../ui/choices';
import { Section } from '../../../ui/Section';
import { ConfirmAction } from '../../../ui/ConfirmAction';
import { useTexts } from '../../../ui/useTexts';
import { countTranslated, removeLocale, setTranslation } from '../../draft/translations';
import { FIELD_DESCRIPTIONS } from '../../field-kinds';
import { PlainBadge } from '../../PlainBadge';
import { useLocaleName } from '../../useLocales';
import { inputId } from '../faults';
import { useBuilder, useDefinition } from '../useBuilder';
import { AddLocale } from './AddLocale';
import { usePathName, type PathName } from './usePathName';

const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;

  th,
  td {
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    overflow-wrap: anywhere;
    padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[2]}`};
    text-align: left;
    vertical-align: top;
  }
  tr:last-child > * {
    border-bottom: 0;
  }
`;

/** Characters from which on a text has more than one line. */
const LONG = 48;

interface RowProps {
  readonly source: SourceText;
  readonly name: PathName;
  readonly locale: string;
  readonly localeName: string;
  readonly text: string;
  readonly isReadOnly: boolean;
  readonly onChange: (path: string, text: string) => void;
}

const Row = memo(({ source, name, locale, localeName, text, isReadOnly, onChange }: RowProps) => {
  const t = useTexts();
  const input = {
    id: inputId({ part: { kind: 'translations' }, path: `${locale}.${source.path}` }),
    lang: locale,
    dir: 'auto',
    'aria-label': t('forms.translations.cell', { owner: name.owner, what: name.what, language: localeName }),
    placeholder: t('forms.translations.missing'),
    value: text,
    disabled: isReadOnly,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(source.path, event.target.value),
  };
  return (
    <tr>
      <th scope="row">
        <Typography fontWeight="bold" tag="p">
          {name.owner}
        </Typography>
        <Typography variant="pi" textColor="neutral600">
          {name.what}
        </Typography>
      </th>
      <td>
        <Typography tag="p" textColor="neutral800" style={{ whiteSpace: 'pre-line' }}>
          {source.text}
        </Typography>
      </td>
      <td>
        {source.text.includes('\n') || source.text.length > LONG ? (
          <Textarea {...input} minHeight="8rem" resizable />
        ) : (
          <TextInput {...input} autoComplete="off" />
        )}
      </td>
    </tr>
  );
});
Row.displayName = 'Row';

const Texts = ({ locale, sources, isOnlyMissing }: { locale: string; sources: readonly SourceText[]; isOnlyMissing: boolean }) => {
  const t = useTexts();
  const localeName = useLocaleName();
  const pathName = usePathName();
  const { isReadOnly } = useBuilder();
  const { definition, edit } = useDefinition();
  const texts = definition.translations[locale] ?? {};
  // What was missing stays in sight while it is being written.
  const [missing] = useState(() => new Set(sources.filter(({ path }) => !texts[path]).map(({ path }) => path)));
  const rows = isOnlyMissing ? sources.filter(({ path }) => missing.has(path) || !texts[path]) : sources;
  if (rows.length === 0) return <Typography textColor="neutral600">{t('forms.translations.complete')}</Typography>;
  return (
    <Table>
      <thead>
        <tr>
          {[t('forms.translations.text'), localeName(definition.locale), localeName(locale)].map((head) => (
            <th key={head} scope="col">
              <Typography variant="sigma" textColor="neutral600">
                {head}
              </Typography>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((source) => (
          <Row
            key={source.path}
            source={source}
            name={pathName(definition, source.path)}
            locale={locale}
            localeName={localeName(locale)}
            text={texts[source.path] ?? ''}
            isReadOnly={isReadOnly}
            onChange={(path, text) =>
              edit((before) => setTranslation(before, locale, path, text), `translations.${locale}.${path}`)
            }
          />
        ))}
      </tbody>
    </Table>
  );
};

/** All texts of the form beside those of another language, with what is missing. */
export const TranslationsTab = () => {
  const t = useTexts();
  const localeName = useLocaleName();
  const { draft, isReadOnly } = useBuilder();
  const { definition, edit } = useDefinition();
  const sources = useMemo(() => textsOf(draft, FIELD_DESCRIPTIONS), [draft]);
  const paths = sources.map(({ path }) => path);
  const locales = Object.keys(definition.translations).filter((locale) => locale !== definition.locale);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isOnlyMissing, setIsOnlyMissing] = useState(false);
  const [isRemoving, setIsRemoving] = useState(false);
  const locale = locales.find((one) => one === chosen) ?? locales[0];
  const missingIn = (one: string) => paths.length - countTranslated(definition, one, paths);
  const labelOf = (one: string) =>
    t('forms.translations.state', { language: localeName(one), done: paths.length - missingIn(one), all: paths.length });
  return (
    <Section
      title={t('forms.tab.translations')}
      hint={t('forms.translations.hint', { language: localeName(definition.locale) })}
      action={!isReadOnly && <AddLocale onAdd={setChosen} />}
    >
      {!locale && <Typography textColor="neutral600">{t('forms.translations.none')}</Typography>}
      {locale && (
        <>
          <Flex gap={4} wrap="wrap" justifyContent="space-between">
            <Flex gap={2}>
              <Box minWidth="24rem">
                <Select
                  size="S"
                  label={t('forms.translations.language')}
                  value={locale}
                  choices={locales.map((one) => ({ value: one, label: labelOf(one) }))}
                  onChange={setChosen}
                />
              </Box>
              {missingIn(locale) > 0 && (
                <PlainBadge variant="warning">{t('forms.translations.missing-count', { count: missingIn(locale) })}</PlainBadge>
              )}
              {!isReadOnly && (
                <IconButton
                  size="S"
                  variant="ghost"
                  label={t('forms.translations.remove', { language: localeName(locale) })}
                  onClick={() => setIsRemoving(true)}
                >
                  <Trash />
                </IconButton>
              )}
            </Flex>
            <Checkbox checked={isOnlyMissing} onCheckedChange={(isOn) => setIsOnlyMissing(isOn === true)}>
              {t('forms.translations.only-missing')}
            </Checkbox>
          </Flex>
          <Texts key={`${locale} ${isOnlyMissing}`} locale={locale} sources={sources} isOnlyMissing={isOnlyMissing} />
          <ConfirmAction
            isOpen={isRemoving}
            onClose={() => setIsRemoving(false)}
            title={t('forms.translations.remove', { language: localeName(locale) })}
            confirmLabel={t('ui.delete')}
            variant="danger"
            onConfirm={() => edit((before) => removeLocale(before, locale))}
          >
            <Typography textAlign="center">
              {t('forms.translations.remove-question', { count: paths.length - missingIn(locale) })}
            </Typography>
          </ConfirmAction>
        </>
      )}
    </Section>
  );
};
