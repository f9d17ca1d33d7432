import type { WebhooksOfForm } from '../attached-webhooks';
import type { Readable } from 'node:stream';
import type { PurgeReport } from '../../../../shared/contracts/form';
import type { Access } from '../access';
import type { Exports } from '../export/export-service';
import type { FormPreview } from '../form-preview';
import type { FormService } from '../form-service';
import type { InboxForms } from '../inbox-forms';
import type { InboxService } from '../inbox-service';
import type { Insights } from '../insights';
import type { PersonService } from '../person';
import type { FileRecord } from '../ports';

/** What the admin API calls; built once by `compose.ts`. */
export interface FormsApi {
  readonly webhooks: WebhooksOfForm;
  readonly forms: FormService;
  readonly previews: FormPreview;
  readonly inbox: InboxService;
  readonly inboxForms: InboxForms;
  readonly person: PersonService;
  readonly exports: Exports;
  readonly insights: Insights;
  /** Runs retention now, whatever its turn. */
  purge(): Promise<void>;
  /** The last runs of retention, newest first. */
  purges(access: Access): Promise<readonly PurgeReport[]>;
  openFile(file: FileRecord): Promise<Readable>;
}

/** How a controller gets at it: Strapi loads controllers before there is a database. */
export type GetFormsApi = () => FormsApi;
