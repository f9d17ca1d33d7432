import type { At } from '../inputs';

/** Where a setting of the form stands. */
export const at = (path: string): At => ({ part: { kind: 'settings' }, path });

/** Where a text of the form itself stands. */
export const ofForm = (path: string): At => ({ part: { kind: 'form' }, path });
