import { PLUGIN_ID } from '../../../shared/permissions';

/** Where the list of forms is. */
export const formsPath = `/plugins/${PLUGIN_ID}/forms`;

/** The tabs of a form that stand in the builder's own address. */
export const TABS = ['build', 'settings', 'translations', 'connections'] as const;
export type Tab = (typeof TABS)[number];

/** Where one form is edited. */
export const formPath = (id: string, tab: Tab = 'build') =>
  `${formsPath}/${encodeURIComponent(id)}${tab === 'build' ? '' : `?tab=${tab}`}`;

/** Numbers and plots of one form. */
export const insightsPath = (id: string) => `${formsPath}/${encodeURIComponent(id)}/insights`;

/** The submissions of one form. */
export const submissionsPath = (id: string) => `/plugins/${PLUGIN_ID}/submissions?formId=${encodeURIComponent(id)}`;

/** The event subject of one form, as webhooks want it. */
export const formUid = (key: string) => `form:${key}`;
