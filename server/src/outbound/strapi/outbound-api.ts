import type { SettingsView } from '../../../../shared/contracts/delivery';
import type {
  Catalog,
  ImportableWebhook,
  ImportInput,
  ImportResult,
  PreviewInput,
  RequestPreview,
  SampleDocument,
  TestResult,
} from '../../../../shared/contracts/webhook';
import type { DeliveryService } from '../delivery-service';
import type { Sight } from '../sight';
import type { WebhookService } from '../webhook-service';
import type { Ability } from './permissions';

/** What the admin API calls; built once by `compose.ts`. */
export interface OutboundApi {
  readonly webhooks: WebhookService;
  readonly deliveries: DeliveryService;
  /** What of the log somebody may see. */
  sightOf(ability: Ability): Promise<Sight>;
  readonly previews: {
    preview(input: PreviewInput, ability: Ability): Promise<RequestPreview>;
    test(input: PreviewInput, ability: Ability): Promise<TestResult>;
  };
  readonly imports: {
    list(): Promise<readonly ImportableWebhook[]>;
    run(input: ImportInput): Promise<ImportResult>;
  };
  catalog(): Promise<Catalog>;
  /** Throws `CONTENT_FORBIDDEN` where the Content Manager would not show them. */
  samples(uid: string, ability: Ability): Promise<readonly SampleDocument[]>;
  settings(): Promise<SettingsView>;
}

/** How a controller gets at it: Strapi loads controllers before there is a database. */
export type GetApi = () => OutboundApi;
