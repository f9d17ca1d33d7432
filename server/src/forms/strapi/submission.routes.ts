import { guarded } from '../../outbound';

/** Static paths stand before those with parameters: the first match wins. */
export const submissionRoutes = [
  guarded('GET', '/submissions', 'submissions.list', 'submissions.read'),
  guarded('GET', '/submissions/forms', 'submissions.forms', 'submissions.read'),
  guarded('GET', '/submissions/export', 'submissions.export', 'submissions.export'),
  guarded('GET', '/submissions/purges', 'submissions.purges', 'submissions.read'),
  // What it takes depends on the action, `submissions.update` or `submissions.delete`: the controller asks.
  guarded('POST', '/submissions/bulk', 'submissions.bulk', 'submissions.read'),
  guarded('POST', '/submissions/person', 'submissions.person', 'submissions.erase'),
  guarded('GET', '/submissions/:id', 'submissions.get', 'submissions.read'),
  guarded('PUT', '/submissions/:id', 'submissions.update', 'submissions.update'),
  guarded('DELETE', '/submissions/:id', 'submissions.remove', 'submissions.delete'),
  guarded('POST', '/submissions/:id/notes', 'submissions.note', 'submissions.update'),
  guarded('GET', '/submissions/:id/files/:fileId', 'submissions.file', 'submissions.read'),
  guarded('GET', '/forms/:id/insights', 'submissions.insights', 'submissions.read'),
];
