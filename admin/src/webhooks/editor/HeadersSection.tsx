import { Box, Button, Checkbox, Field, Flex, IconButton, TextInput } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';

import { MASK, type HeaderField } from '../../../../shared/contracts';
import { Section } from '../../ui/Section';
import { useTexts } from '../../ui/useTexts';
import { Fault, useDraftField } from './fields';

interface HeaderRowProps {
  readonly index: number;
  readonly onRemove: () => void;
}

const HeaderRow = ({ index, onRemove }: HeaderRowProps) => {
  const t = useTexts();
  const path = `headers.${index}`;
  const { value: header, set, isDisabled } = useDraftField<HeaderField>(path);
  const nameFault = useDraftField(`${path}.name`).error;
  const valueFault = useDraftField(`${path}.value`).error;
  const number = index + 1;
  return (
    <Flex tag="li" gap={2} alignItems="flex-start" wrap={{ initial: 'wrap', medium: 'nowrap' }}>
      <Box flex="1 1 16rem">
        <Field.Root id={`${path}.name`} name={`${path}.name`} error={nameFault}>
          <TextInput
            size="S"
            aria-label={t('webhooks.headers.name', { number })}
            placeholder="X-Site"
            value={header.name}
            disabled={isDisabled}
            onChange={(event) => set({ ...header, name: event.target.value })}
          />
          <Field.Error />
        </Field.Root>
      </Box>
      <Box flex="2 1 20rem">
        <Field.Root id={`${path}.value`} name={`${path}.value`} error={valueFault}>
          <TextInput
            size="S"
            type={header.isSecret ? 'password' : 'text'}
            autoComplete={header.isSecret ? 'new-password' : 'off'}
            aria-label={t('webhooks.headers.value', { number })}
            value={header.value}
            disabled={isDisabled}
            onFocus={(event) => header.value === MASK && event.target.select()}
            onChange={(event) => set({ ...header, value: event.target.value })}
          />
          <Field.Error />
        </Field.Root>
      </Box>
      <Box paddingTop={1} shrink={0}>
        <Checkbox
          checked={header.isSecret}
          disabled={isDisabled}
          // A stored secret cannot be read, so it cannot be made readable either: the value has to be typed anew.
          onCheckedChange={(isSecret) =>
            set({ ...header, isSecret: isSecret === true, value: header.value === MASK ? '' : header.value })
          }
        >
          {t('webhooks.headers.secret')}
        </Checkbox>
      </Box>
      {!isDisabled && (
        <IconButton size="S" variant="ghost" label={t('webhooks.headers.remove', { number })} onClick={onRemove}>
          <Trash />
        </IconButton>
      )}
    </Flex>
  );
};

/** Headers sent with every request, beside Switchboard's own. */
export const HeadersSection = () => {
  const t = useTexts();
  const { value: headers, set, isDisabled } = useDraftField<readonly HeaderField[]>('headers');
  return (
    <Section title={t('webhooks.headers.title')} hint={t('webhooks.headers.hint')}>
      {headers.length > 0 && (
        <Flex tag="ol" direction="column" alignItems="stretch" gap={2}>
          {headers.map((_, index) => (
            <HeaderRow key={index} index={index} onRemove={() => set(headers.filter((__, other) => other !== index))} />
          ))}
        </Flex>
      )}
      <Fault name="headers" />
      {!isDisabled && (
        <Box>
          <Button
            variant="secondary"
            size="S"
            startIcon={<Plus />}
            onClick={() => set([...headers, { name: '', value: '', isSecret: false }])}
          >
            {t('webhooks.headers.add')}
          </Button>
        </Box>
      )}
    </Section>
  );
};
