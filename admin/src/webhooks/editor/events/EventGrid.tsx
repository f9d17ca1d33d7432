import { Box, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { Catalog } from '../../../../../shared/contracts';
import { SearchBox } from '../../../ui/SearchBox';
import { useTexts } from '../../../ui/useTexts';
import { ANY_ACTION, ANY_CONTENT, hasAction } from '../../event-coverage';
import { Cell, EventTable, EveryRow } from './grid';
import { useActionName } from './useActionName';

/** More content types than this get a search field. */
const MANY = 10;

/** Content types by actions. The first row means every content type, the first column every action; what they include is ticked. */
export const EventGrid = ({ catalog }: { catalog: Catalog }) => {
  const t = useTexts();
  const actionName = useActionName();
  const [search, setSearch] = useState('');
  const types = [ANY_ACTION, ...catalog.entryTypes];
  const rows = catalog.contentTypes.filter(({ displayName, uid }) =>
    `${displayName} ${uid}`.toLowerCase().includes(search.toLowerCase().trim())
  );
  return (
    <Box>
      {catalog.contentTypes.length > MANY && (
        <Box paddingBottom={3} maxWidth="32rem">
          <SearchBox name="content-type-search" label={t('webhooks.events.search')} value={search} onChange={setSearch} />
        </Box>
      )}
      <EventTable
        label={t('webhooks.events.grid')}
        corner={t('webhooks.events.content-type')}
        columns={types.map((type) => ({ type, name: actionName(type) }))}
      >
        {search === '' && (
          <EveryRow name={t('webhooks.events.every-type')}>
            {types.map((type) => (
              <Cell key={type} type={type} uid={ANY_CONTENT} label={`${t('webhooks.events.every-type')}: ${actionName(type)}`} />
            ))}
          </EveryRow>
        )}
        {rows.map((contentType) => (
          <tr key={contentType.uid}>
            <th scope="row">
              <Typography tag="p" title={contentType.uid}>
                {contentType.displayName}
              </Typography>
              {!contentType.uid.startsWith('api::') && (
                <Typography variant="pi" textColor="neutral600" tag="p" ellipsis maxWidth="18rem" title={contentType.uid}>
                  {contentType.uid}
                </Typography>
              )}
            </th>
            {types.map((type) =>
              hasAction(contentType, type) ? (
                <Cell key={type} type={type} uid={contentType.uid} label={`${contentType.displayName}: ${actionName(type)}`} />
              ) : (
                <td key={type} title={t('webhooks.events.no-draft')}>
                  <Typography textColor="neutral500" aria-label={t('webhooks.events.no-draft')}>
                    –
                  </Typography>
                </td>
              )
            )}
          </tr>
        ))}
      </EventTable>
    </Box>
  );
};
