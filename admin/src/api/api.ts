import { adminApi } from '@strapi/strapi/admin';

import { PLUGIN_ID } from '../../../shared/permissions';

/**
 * Strapi's own query cache with the plugin's tags. Each feature folder injects its endpoints from one file, e.g.
 * `webhooks/webhooks.api.ts`, so that what is fetched stands beside the pages that show it.
 */
export const switchboardApi = adminApi.enhanceEndpoints({
  addTagTypes: [
    'SwitchboardWebhook',
    'SwitchboardDelivery',
    'SwitchboardOverview',
    'SwitchboardCatalog',
    'SwitchboardSettings',
    'SwitchboardForm',
    'SwitchboardSubmission',
  ],
});

/** The address of one of the plugin's admin endpoints; parts are encoded. */
export const path = (...parts: readonly string[]) => `/${PLUGIN_ID}/${parts.map(encodeURIComponent).join('/')}`;

/** An address with parameters. Strapi's client writes them as they are: who searched for `a&b` would find what has `a`. */
export const withParams = (url: string, params: Readonly<Record<string, string>>): string => {
  const search = new URLSearchParams(params).toString();
  return search === '' ? url : `${url}?${search}`;
};

/** Every answer of the plugin's endpoints is wrapped; pages get what is inside. */
export const unwrap = <T>(answer: { data: T }): T => answer.data;
