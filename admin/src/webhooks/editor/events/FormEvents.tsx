import { Box, Typography } from '@strapi/design-system';

import type { EventPattern } from '../../../../../shared/contracts';
import { useListFormsQuery } from '../../../forms/forms.api';
import { FORM_EVENTS } from '../../../forms/form-events';
import { formUid } from '../../../forms/paths';
import { useAllowed } from '../../../ui/useAllowed';
import { useTexts } from '../../../ui/useTexts';
import { useDraftField } from '../fields';
import { Cell, Grid, Scroll } from './grid';

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
      {/* A scrolling area must be reachable by keyboard. */}
      <Scroll tabIndex={0} role="region" aria-label={title}>
        <Grid>
          <thead>
            <tr>
              <th scope="col">
                <Typography variant="sigma" textColor="neutral600">
                  {t('forms.list.form')}
                </Typography>
              </th>
              {FORM_EVENTS.map((event) => (
                <th key={event} scope="col">
                  <Typography variant="sigma" textColor="neutral600">
                    {t(`forms.event.${event}`)}
                  </Typography>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">
                <Typography fontWeight="bold" tag="p">
                  {t('forms.events.every')}
                </Typography>
                <Typography variant="pi" textColor="neutral600">
                  {t('webhooks.events.every-type-hint')}
                </Typography>
              </th>
              {FORM_EVENTS.map((event) => (
                <Cell
                  key={event}
                  type={`form.submission.${event}`}
                  uid={null}
                  label={`${t('forms.events.every')}: ${t(`forms.event.${event}`)}`}
                />
              ))}
            </tr>
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
          </tbody>
        </Grid>
      </Scroll>
    </Box>
  );
};
