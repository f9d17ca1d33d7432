import { describe, expect, it } from 'vitest';
import type { Access } from '../../../server/src/forms/access';
import { createPersonService } from '../../../server/src/forms/person';
import type { HeadStore } from '../../../server/src/forms/ports';
import type { Submission } from '../../../server/src/forms/submission';

const ACCESS: Access = { name: 'Ed', roles: [], may: () => true };

describe('erasing a person', () => {
  it('takes all there is, also more than is shown at once', async () => {
    const ids = Array.from({ length: 2_450 }, (_, n) => `sub_${String(n).padStart(5, '0')}`);
    const left = new Set(ids);
    const person = createPersonService({
      heads: { all: async () => [{ formId: 'frm', formKey: 'contact', roles: [] }] } as unknown as HeadStore,
      inbox: {
        ofEmail: async (_email, { after, limit }) => [...left].filter((id) => id > (after ?? '')).slice(0, limit),
        byIds: async (wanted) => wanted.map((id) => ({ id, formId: 'frm' }) as Submission),
      },
      files: { ofSubmissions: async () => [] },
      erase: async (list) => {
        for (const { id } of list) left.delete(id);
        return { submissions: list.length, files: 0 };
      },
      clock: () => 0,
    });

    expect(await person.erase('ada@example.com', ACCESS)).toMatchObject({ submissions: 2_450, hidden: 0 });

    expect(left.size).toBe(0);
  });
});
