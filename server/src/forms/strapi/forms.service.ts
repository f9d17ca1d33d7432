import type { GetFormsApi } from './forms-api';

/** What developers call: `strapi.plugin('switchboard').service('forms')`. Ready once the plugin has bootstrapped; before that every call throws. */
export interface FormsService {
  /**
   * Runs the retention of all forms now, as it runs by itself every ten minutes: for a job of your own, or to see at once what a change of a
   * form's retention removes. Resolves when it has ended. Not to be called inside a transaction.
   */
  purge(): Promise<void>;
}

/** The tools are asked for with each call, because Strapi makes services before there is a database. */
export const createFormsService = (api: GetFormsApi): FormsService => ({ purge: async () => api().purge() });
