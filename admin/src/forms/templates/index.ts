import { contact } from './contact';
import { event } from './event';
import { feedback } from './feedback';
import { job } from './job';
import { newsletter } from './newsletter';
import { support } from './support';
import type { Template } from './template';

/** What a new form can start from, in the order of the picker. */
export const TEMPLATES: readonly Template[] = [contact, newsletter, event, job, feedback, support];
export { formFrom } from './form-from';
export type { Template } from './template';
