import * as yup from 'yup';
import { DELIVERY_STATES, type DeliveryFilter, type DeliveryState } from '../../../../shared/contracts/delivery';
import { exactly, flag, instant, text, whole } from './input';

const STATES = `Expected states to be a list of: ${DELIVERY_STATES.join(', ')}.`;
const LIMIT = 'Expected limit to be a whole number from 1 to 100.';
const STATUS = 'Expected status to be an HTTP status such as 404, or a class such as 4xx.';

/** `a,b` as a query writes a list; a list stays what it is. */
const listOf = (value: unknown): unknown => (typeof value === 'string' ? value.split(',').filter(Boolean) : value);

const filterShape = {
  states: yup
    .array(
      text('states')
        .oneOf(DELIVERY_STATES as unknown as DeliveryState[], STATES)
        .required(STATES)
    )
    .transform((_value, original: unknown) => listOf(original))
    .typeError(STATES),
  webhookId: text('webhookId'),
  receiverId: text('receiverId'),
  eventType: text('eventType'),
  eventId: text('eventId'),
  uid: text('uid'),
  documentId: text('documentId'),
  status: text('status').matches(/^([1-5]\d\d|[1-5]xx)$/, { message: STATUS, excludeEmptyString: true }),
  from: instant('from'),
  to: instant('to'),
  afterId: text('afterId', 40),
};

/** The query of a page of the log: `DeliveryFilter`, and where to begin. */
export const pageQuerySchema = exactly({
  ...filterShape,
  limit: whole(LIMIT, 1, 100, 'query').default(20),
  before: text('before'),
  after: text('after'),
}).test('one-way', 'Expected before or after, not both.', ({ before, after }) => !(before && after));

const IS_DRY_RUN = 'Expected isDryRun to be true (count only) or false.';

/** An action on all that match. `isDryRun` must be said: nobody resends a million by leaving something out. */
export const matchingSchema = exactly({
  filter: exactly(filterShape),
  isDryRun: flag('isDryRun').required(IS_DRY_RUN),
});

export const recoverSchema = exactly({
  since: instant('since').required('Expected since to be a date and time as in 2026-01-31T12:00:00Z.'),
  afterId: text('afterId', 40),
  isDryRun: flag('isDryRun').required(IS_DRY_RUN),
});

/** What was parsed, without the parts that were left empty. */
export const parseFilter = (filter: { readonly [K in keyof DeliveryFilter]?: DeliveryFilter[K] | undefined }): DeliveryFilter => {
  const given = Object.entries(filter).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
  return Object.fromEntries(given) as DeliveryFilter;
};
