import { Box, Typography } from '@strapi/design-system';

import type { EventPattern } from '../../../../../shared/contracts';
import { useListFormsQuery } from '../../../forms/forms.api';
import { FORM_EVENTS } from '../../../forms/form-events';
import { formUid } from '../../../forms/paths';
import { useAllowed } from '../../../ui/useAllowed';
import { useTexts } from '../../../ui/useTexts';
import { useDraftField } from '../fields';
import { Cell, EventTable, EveryRow } from './grid';

/** Forms that patterns name but the list does not have: deleted, or not this person's to see. */
const strangers = (events: readonly EventPattern[], known: ReadonlySet<string>): readonly string[] => [
  ...new Set(events.flatMap(({ uid }) => (uid?.startsWith('form:') && !known.has(uid) ? [uid] : []))),
];

/** Forms by what happens to their submissions. The first row means every form. */
export const FormEvents = () => {
  const t = useTexts();
  const { can } = useAllowed('forms');
  const { data: forms = [] } = useListFormsQuery(undefined, { skip: !can.read });
  const { value: events } = useDraftField<readonly EventPattern[]>('events');
  const known = forms.map(({ key, title }) => ({ uid: formUid(key), title, key }));
  const others = strangers(events, new Set(known.map(({ uid }) => uid)));
  const rows = [...known, ...others.map((uid) => ({ uid, title: uid, key: '' }))];
  const title = t('forms.events.grid');
  return (
    <Box role="group" aria-label={title}>
      <Typography variant="pi" fontWeight="bold" tag="p" paddingBottom={2}>
        {title}
      </Typography>
      <EventTable
        label={title}
        corner={t('forms.list.form')}
        columns={FORM_EVENTS.map((event) => ({ type: event, name: t(`forms.event.${event}`) }))}
      >
        <EveryRow name={t('forms.events.every')}>
          {FORM_EVENTS.map((event) => (
            <Cell
              key={event}
              type={`form.submission.${event}`}
              uid={null}
              label={`${t('forms.events.every')}: ${t(`forms.event.${event}`)}`}
            />
          ))}
        </EveryRow>
        {rows.map((form) => (
          <tr key={form.uid}>
            <th scope="row">
              <Typography tag="p" title={form.key}>
                {form.title}
              </Typography>
            </th>
            {FORM_EVENTS.map((event) => (
              <Cell
                key={event}
                type={`form.submission.${event}`}
                uid={form.uid}
                label={`${form.title}: ${t(`forms.event.${event}`)}`}
              />
            ))}
          </tr>
        ))}
      </EventTable>
    </Box>
  );
};
