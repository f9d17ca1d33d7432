import { guarded } from './webhook.routes';

/** Static paths stand before those with parameters: the first match wins. */
export const deliveryRoutes = [
  guarded('GET', '/deliveries', 'deliveries.list', 'deliveries.read'),
  guarded('POST', '/deliveries/resend-matching', 'deliveries.resendMatching', 'deliveries.resend'),
  guarded('POST', '/deliveries/cancel-matching', 'deliveries.cancelMatching', 'deliveries.cancel'),
  guarded('GET', '/deliveries/:id', 'deliveries.get', 'deliveries.read'),
  guarded('POST', '/deliveries/:id/resend', 'deliveries.resend', 'deliveries.resend'),
  guarded('POST', '/deliveries/:id/cancel', 'deliveries.cancel', 'deliveries.cancel'),
  guarded('GET', '/documents/:uid/:documentId/deliveries', 'deliveries.ofDocument', 'deliveries.read'),
  guarded('GET', '/overview', 'overview.get', 'overview.read'),
  guarded('GET', '/settings', 'overview.settings', 'settings.read'),
];
