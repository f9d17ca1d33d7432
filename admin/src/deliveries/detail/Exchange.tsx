import { Box, Flex, Tabs, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { AttemptView, RequestView, ResponseView } from '../../../../shared/contracts/delivery';
import { CodeBlock } from '../../ui/CodeBlock';
import { HeadersTable } from '../../ui/HeadersTable';
import { useTexts } from '../../ui/useTexts';
import { toCurl } from '../curl';
import { Note } from './Note';

const Stack = ({ children }: { children: ReactNode }) => (
  <Flex direction="column" alignItems="stretch" gap={4} paddingTop={4}>
    {children}
  </Flex>
);

/** Why there is no body to show. */
const useMissing = (canSeePayloads: boolean): string => {
  const t = useTexts();
  return t(canSeePayloads ? 'deliveries.payload.removed' : 'deliveries.payload.hidden');
};

const Request = ({ request, canSeePayloads }: { request: RequestView; canSeePayloads: boolean }) => {
  const t = useTexts();
  const missing = useMissing(canSeePayloads);
  return (
    <Stack>
      <Typography fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>{`POST ${request.url}`}</Typography>
      {canSeePayloads && <HeadersTable headers={request.headers} label={t('deliveries.exchange.request-headers')} />}
      {request.body === null ? (
        <Note>{missing}</Note>
      ) : (
        <CodeBlock code={request.body} label={t('deliveries.exchange.request-body')} />
      )}
      {canSeePayloads && (
        <CodeBlock code={toCurl(request)} language="plain" label={t('deliveries.exchange.curl')} maxHeight="16rem" />
      )}
    </Stack>
  );
};

const Response = ({ response, canSeePayloads }: { response: ResponseView; canSeePayloads: boolean }) => {
  const t = useTexts();
  const missing = useMissing(canSeePayloads);
  return (
    <Stack>
      <Typography fontWeight="semiBold" textColor={response.status < 300 ? 'success600' : 'danger600'}>
        {t('deliveries.exchange.status', { status: response.status })}
      </Typography>
      {response.isBase64 && <Note>{t('deliveries.exchange.base64')}</Note>}
      {response.isTruncated && <Note>{t('deliveries.exchange.truncated')}</Note>}
      {response.body === null ? (
        <Note>{missing}</Note>
      ) : (
        <CodeBlock
          code={response.body}
          language={response.isBase64 ? 'plain' : 'auto'}
          label={t('deliveries.exchange.response-body')}
        />
      )}
      {canSeePayloads && <HeadersTable headers={response.headers} label={t('deliveries.exchange.response-headers')} />}
    </Stack>
  );
};

/** What went over the wire in one attempt. A failure opens on the answer, a success on what was sent. */
export const Exchange = ({
  attempt: { request, response, outcome },
  canSeePayloads,
}: {
  attempt: AttemptView;
  canSeePayloads: boolean;
}) => {
  const t = useTexts();
  if (!request && !response) return <Note>{t('deliveries.exchange.nothing')}</Note>;
  const first = response && outcome.kind === 'rejected' ? 'response' : 'request';
  return (
    <Tabs.Root defaultValue={first} variant="simple">
      <Tabs.List aria-label={t('deliveries.exchange.label')}>
        <Tabs.Trigger value="request">{t('deliveries.exchange.request')}</Tabs.Trigger>
        <Tabs.Trigger value="response">{t('deliveries.exchange.response')}</Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="request">
        {request ? (
          <Request request={request} canSeePayloads={canSeePayloads} />
        ) : (
          <Box paddingTop={4}>
            <Note>{t('deliveries.exchange.no-request')}</Note>
          </Box>
        )}
      </Tabs.Content>
      <Tabs.Content value="response">
        {response ? (
          <Response response={response} canSeePayloads={canSeePayloads} />
        ) : (
          <Box paddingTop={4}>
            <Note>{t('deliveries.exchange.no-response')}</Note>
          </Box>
        )}
      </Tabs.Content>
    </Tabs.Root>
  );
};
