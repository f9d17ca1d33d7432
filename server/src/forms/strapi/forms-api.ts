import type { WebhooksOfForm } from '../attached-webhooks';
import type { FormService } from '../form-service';

/** What the admin API calls; built once by `compose.ts`. */
export interface FormsApi {
  readonly webhooks: WebhooksOfForm;
  readonly forms: FormService;
}

/** How a controller gets at it: Strapi loads controllers before there is a database. */
export type GetFormsApi = () => FormsApi;
