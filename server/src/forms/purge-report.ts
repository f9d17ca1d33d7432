import type { PurgeReport } from '../../../shared/contracts/form';
import { formsFor, type Access } from './access';
import type { HeadStore } from './ports';
import type { FormPurge, PurgeRun } from './retention';

/** The last runs of retention, with the numbers of the forms that this person may see; of deleted forms nobody's. */
export const createPurgeReports =
  (heads: HeadStore, runs: () => Promise<readonly PurgeRun[]>) =>
  async (access: Access): Promise<readonly PurgeReport[]> => {
    const visible = new Set((await formsFor(heads, access, 'submissions.read')).map(({ formId }) => formId));
    return (await runs()).map(({ at, forms, fault }) => {
      const seen = Object.entries(forms).flatMap(([formId, purge]) => (visible.has(formId) ? [purge] : []));
      const sum = (kind: keyof FormPurge): number => seen.reduce((count, one) => count + one[kind], 0);
      return {
        at: new Date(at).toISOString(),
        complete: sum('complete'),
        partial: sum('partial'),
        spam: sum('spam'),
        files: sum('files'),
        fault,
      };
    });
  };
