import { Box, Grid } from '@strapi/design-system';

import type { Auth } from '../../../../shared/contracts';
import { Select } from '../../ui/choices';
import { Section } from '../../ui/Section';
import { useTexts } from '../../ui/useTexts';
import { FieldBox, TextField, useDraftField } from './fields';

const KINDS = ['none', 'basic', 'bearer', 'header', 'oauth2'] as const satisfies readonly Auth['kind'][];

const authOfKind = (kind: Auth['kind']): Auth => {
  switch (kind) {
    case 'none':
      return { kind };
    case 'basic':
      return { kind, username: '', password: '' };
    case 'bearer':
      return { kind, token: '' };
    case 'header':
      return { kind, name: 'X-Api-Key', value: '' };
    case 'oauth2':
      return { kind, tokenUrl: '', clientId: '', clientSecret: '', scope: '', audience: '' };
  }
};

interface AuthField {
  readonly name: string;
  readonly label: Parameters<ReturnType<typeof useTexts>>[0];
  readonly type?: 'password' | 'url';
  readonly isOptional?: boolean;
}

const FIELDS: Record<Auth['kind'], readonly AuthField[]> = {
  none: [],
  basic: [
    { name: 'username', label: 'webhooks.auth.username' },
    { name: 'password', label: 'webhooks.auth.password', type: 'password' },
  ],
  bearer: [{ name: 'token', label: 'webhooks.auth.token', type: 'password' }],
  header: [
    { name: 'name', label: 'webhooks.auth.header-name' },
    { name: 'value', label: 'webhooks.auth.header-value', type: 'password' },
  ],
  oauth2: [
    { name: 'tokenUrl', label: 'webhooks.auth.token-url', type: 'url' },
    { name: 'clientId', label: 'webhooks.auth.client-id' },
    { name: 'clientSecret', label: 'webhooks.auth.client-secret', type: 'password' },
    { name: 'scope', label: 'webhooks.auth.scope', isOptional: true },
    { name: 'audience', label: 'webhooks.auth.audience', isOptional: true },
  ],
};

/** How the requests sign in at the receiver, apart from being signed. */
export const AuthSection = () => {
  const t = useTexts();
  const { value: auth, set, isDisabled } = useDraftField<Auth>('auth');
  return (
    <Section title={t('webhooks.auth.title')} hint={t('webhooks.auth.hint')}>
      <Box maxWidth="48rem">
        <FieldBox name="auth.kind" label={t('webhooks.auth.kind')} hint={t(`webhooks.auth.${auth.kind}-hint`)}>
          <Select
            value={auth.kind}
            isDisabled={isDisabled}
            choices={KINDS.map((kind) => ({ value: kind, label: t(`webhooks.auth.${kind}`) }))}
            onChange={(kind) => set(authOfKind(kind))}
          />
        </FieldBox>
      </Box>
      {FIELDS[auth.kind].length > 0 && (
        <Grid.Root gap={4}>
          {FIELDS[auth.kind].map(({ name, label, type, isOptional }) => (
            <Grid.Item key={`${auth.kind}.${name}`} col={6} xs={12} direction="column" alignItems="stretch">
              <TextField name={`auth.${name}`} label={t(label)} type={type} isRequired={!isOptional} />
            </Grid.Item>
          ))}
        </Grid.Root>
      )}
    </Section>
  );
};
