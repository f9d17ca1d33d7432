import type { OwnFieldType } from '../../../../shared/forms';
import type { GetFormsApi } from './forms-api';

/**
 * What developers call: `strapi.plugin('switchboard').service('forms')`. Ready once the plugin has bootstrapped; before that every call throws,
 * but for `registerFieldType`, which is to be called before.
 */
export interface FormsService {
  /**
   * Lets forms have a type of field of your own. To be called in your `register()`, with the same object that the panel and your site get. Throws
   * where the type cannot work, has the name of another, or the site has started already.
   */
  registerFieldType(own: OwnFieldType): void;
  /**
   * Runs the retention of all forms now, as it runs by itself every ten minutes: for a job of your own, or to see at once what a change of a
   * form's retention removes. Resolves when it has ended. Not to be called inside a transaction.
   */
  purge(): Promise<void>;
}

/** The tools are asked for with each call, because Strapi makes services before there is a database. */
export const createFormsService = (api: GetFormsApi, registerFieldType: FormsService['registerFieldType']): FormsService => ({
  registerFieldType,
  purge: async () => api().purge(),
});
