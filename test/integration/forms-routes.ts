import { actionId } from '../../shared/permissions';
import { field, form } from '../support/forms';
import type { Route } from './permissions-routes';

const INPUT = form('by-route', [field('name'), field('cv', { type: 'file', settings: { accept: ['txt'] } })]);

/** Every route about forms and submissions, in an order in which each finds what it needs. */
export const FORM_ROUTES: readonly Route[] = [
  { method: 'GET', action: 'forms.read', path: () => '/forms' },
  { method: 'POST', action: 'forms.create', path: () => '/forms', body: () => INPUT, status: 201 },
  { method: 'POST', action: 'forms.read', path: () => '/forms/check', body: () => INPUT },
  { method: 'GET', action: 'forms.read', path: ({ formId }) => `/forms/${formId}` },
  { method: 'PUT', action: 'forms.update', path: ({ formId }) => `/forms/${formId}`, body: ({ formInput }) => formInput },
  { method: 'POST', action: 'forms.publish', path: ({ formId }) => `/forms/${formId}/publish` },
  { method: 'POST', action: 'forms.update', path: ({ formId }) => `/forms/${formId}/discard` },
  {
    method: 'POST',
    action: 'forms.create',
    others: [actionId('forms.read')],
    path: ({ formId }) => `/forms/${formId}/duplicate`,
    status: 201,
  },
  { method: 'PUT', action: 'forms.update', path: ({ formId }) => `/forms/${formId}/roles`, body: () => ({ roles: [] }) },
  {
    method: 'GET',
    action: 'forms.read',
    others: [actionId('webhooks.read')],
    path: ({ formId }) => `/forms/${formId}/webhooks`,
  },
  {
    method: 'PUT',
    action: 'forms.update',
    others: [actionId('webhooks.update')],
    path: ({ formId }) => `/forms/${formId}/webhooks`,
    body: ({ webhookId }) => ({ webhookId, types: [] }),
  },
  { method: 'GET', action: 'forms.read', path: ({ formId }) => `/forms/${formId}/public` },
  {
    method: 'POST',
    action: 'forms.update',
    path: ({ formId }) => `/forms/${formId}/test`,
    body: () => ({ answers: { name: 'Ada' } }),
    status: 201,
  },
  { method: 'GET', action: 'forms.read', path: ({ formId }) => `/forms/${formId}/versions` },
  { method: 'GET', action: 'forms.read', path: ({ formId }) => `/forms/${formId}/versions/1` },
  { method: 'GET', action: 'submissions.read', path: ({ formId }) => `/forms/${formId}/insights` },
  { method: 'GET', action: 'submissions.read', path: ({ formId }) => `/submissions?formId=${formId}` },
  { method: 'GET', action: 'submissions.read', path: () => '/submissions/forms' },
  { method: 'GET', action: 'submissions.export', path: ({ formId }) => `/submissions/export?formId=${formId}&format=json` },
  { method: 'GET', action: 'submissions.read', path: () => '/submissions/purges' },
  {
    method: 'POST',
    action: 'submissions.update',
    others: [actionId('submissions.read')],
    path: () => '/submissions/bulk',
    body: ({ submissionId }) => ({ ids: [submissionId], action: 'star' }),
  },
  {
    method: 'POST',
    action: 'submissions.erase',
    path: () => '/submissions/person',
    body: () => ({ email: 'nobody@example.com', action: 'find' }),
  },
  { method: 'GET', action: 'submissions.read', path: ({ submissionId }) => `/submissions/${submissionId}` },
  {
    method: 'PUT',
    action: 'submissions.update',
    path: ({ submissionId }) => `/submissions/${submissionId}`,
    body: () => ({ status: 'read' }),
  },
  {
    method: 'POST',
    action: 'submissions.update',
    path: ({ submissionId }) => `/submissions/${submissionId}/notes`,
    body: () => ({ text: 'Seen.' }),
  },
  { method: 'GET', action: 'submissions.read', path: ({ submissionId, fileId }) => `/submissions/${submissionId}/files/${fileId}` },
  { method: 'DELETE', action: 'submissions.delete', path: ({ submissionId }) => `/submissions/${submissionId}` },
  { method: 'POST', action: 'forms.publish', path: ({ formId }) => `/forms/${formId}/unpublish` },
  { method: 'DELETE', action: 'forms.delete', path: ({ formId }) => `/forms/${formId}` },
];
