import type { Format, FormatKind } from '../../../../../shared/contracts';

/** A format with the options it starts with. */
export const formatOfKind = (kind: FormatKind): Format => {
  if (kind === 'cloudevents') return { kind, mode: 'structured' };
  if (kind === 'template') return { kind, body: '', contentType: 'application/json' };
  return { kind };
};
