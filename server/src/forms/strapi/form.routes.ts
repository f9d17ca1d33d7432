import { actionId } from '../../../../shared/permissions';
import { guarded } from '../../outbound';

/** Static paths stand before those with parameters: the first match wins. */
export const formRoutes = [
  guarded('GET', '/forms', 'forms.list', 'forms.read'),
  guarded('POST', '/forms', 'forms.create', 'forms.create'),
  guarded('POST', '/forms/check', 'forms.check', 'forms.read'),
  guarded('GET', '/forms/:id', 'forms.get', 'forms.read'),
  guarded('PUT', '/forms/:id', 'forms.update', 'forms.update'),
  guarded('DELETE', '/forms/:id', 'forms.remove', 'forms.delete'),
  guarded('POST', '/forms/:id/publish', 'forms.publish', 'forms.publish'),
  guarded('POST', '/forms/:id/unpublish', 'forms.unpublish', 'forms.publish'),
  guarded('POST', '/forms/:id/discard', 'forms.discard', 'forms.update'),
  // A copy shows what is in the original.
  guarded('POST', '/forms/:id/duplicate', 'forms.duplicate', 'forms.create', actionId('forms.read')),
  guarded('PUT', '/forms/:id/roles', 'forms.assign', 'forms.update'),
  guarded('GET', '/forms/:id/webhooks', 'forms.webhooks', 'forms.read', actionId('webhooks.read')),
  guarded('PUT', '/forms/:id/webhooks', 'forms.attach', 'forms.update', actionId('webhooks.update')),
  guarded('GET', '/forms/:id/public', 'forms.preview', 'forms.read'),
  guarded('POST', '/forms/:id/test', 'forms.test', 'forms.update'),
  guarded('GET', '/forms/:id/versions', 'forms.versions', 'forms.read'),
  guarded('GET', '/forms/:id/versions/:number', 'forms.version', 'forms.read'),
];
