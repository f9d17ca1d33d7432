import { Box, Field, Flex, TextButton, TextInput, Typography } from '@strapi/design-system';
import { Lock, Pencil } from '@strapi/icons';
import { useCallback, useState, type ChangeEvent } from 'react';

import { useTexts } from '../../../ui/useTexts';
import { KeyText } from '../../KeyText';
import { inputId } from '../faults';
import type { At } from '../inputs';
import { useFaultAt } from '../useFaults';

interface KeyRowProps {
  readonly at: At;
  readonly value: string;
  readonly hint: string;
  /** Why it cannot be changed; `null` where it can. */
  readonly lockedBecause: string | null;
  readonly isReadOnly: boolean;
  /** What is wrong with a key that somebody would like; `undefined` for a good one. */
  readonly check: (key: string) => string | undefined;
  readonly onChange: (key: string) => void;
}

/** A key that is shown, and edited only by somebody who means to. What is no good key is not taken over. */
export const KeyRow = ({ at, value, hint, lockedBecause, isReadOnly, check, onChange }: KeyRowProps) => {
  const t = useTexts();
  const fault = useFaultAt(at.part, at.path);
  const [wish, setWish] = useState<string | null>(null);
  // Somebody has just asked to edit it.
  const focusOnMount = useCallback((input: HTMLInputElement | null) => input?.focus(), []);
  const wishFault = wish === null || wish === value ? undefined : check(wish);
  if (wish === null)
    return (
      <Box id={inputId(at)} tabIndex={-1}>
        <Typography variant="pi" fontWeight="bold" textColor="neutral800" tag="p">
          {t('forms.key.label')}
        </Typography>
        <Flex gap={3} justifyContent="space-between" paddingTop={1}>
          <KeyText>{value}</KeyText>
          {!isReadOnly && lockedBecause === null && (
            <TextButton startIcon={<Pencil />} onClick={() => setWish(value)}>
              {t('forms.key.edit')}
            </TextButton>
          )}
          {lockedBecause !== null && <Lock fill="neutral500" aria-hidden />}
        </Flex>
        <Typography variant="pi" textColor={fault ? 'danger600' : 'neutral600'} tag="p" paddingTop={1}>
          {fault ?? lockedBecause ?? hint}
        </Typography>
      </Box>
    );
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    setWish(event.target.value);
    if (check(event.target.value) === undefined) onChange(event.target.value);
  };
  return (
    <Field.Root id={inputId(at)} name={inputId(at)} error={wishFault ?? fault} hint={hint} width="100%">
      <Field.Label>{t('forms.key.label')}</Field.Label>
      <TextInput
        value={wish}
        autoComplete="off"
        spellCheck={false}
        ref={focusOnMount}
        onChange={change}
        onBlur={() => !wishFault && setWish(null)}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
