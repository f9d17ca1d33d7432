import type { FormInput } from '../../shared/contracts/form';
import type { Action } from '../../shared/permissions';

/** What a test of routes knows of: one of each thing. */
export interface Known {
  readonly webhookId: string;
  readonly receiverId: string;
  readonly secretId: string;
  readonly deliveryId: string;
  readonly body: object;
  readonly importableId: string;
  readonly formId: string;
  readonly formInput: FormInput;
  /** With a file. */
  readonly submissionId: string;
  readonly fileId: string;
}

/** A route of the admin API, how to call it, and what it asks for. */
export interface Route {
  readonly method: string;
  readonly action: Action;
  /** Actions of Strapi's that the route asks for as well. */
  readonly others?: readonly string[];
  readonly path: (known: Known) => string;
  readonly body?: (known: Known) => unknown;
  /** 200 unless said otherwise. */
  readonly status?: number;
}
