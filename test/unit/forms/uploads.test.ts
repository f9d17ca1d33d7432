import { describe, expect, it } from 'vitest';
import type { FileRecord } from '../../../server/src/forms/ports';
import { discardFiles, storeFiles, type AcceptedFile } from '../../../server/src/forms/upload/uploads';

const accepted = (id: string): AcceptedFile => ({
  id,
  field: 'cv',
  name: 'cv.pdf',
  mime: 'application/pdf',
  size: 3,
  path: `/tmp/${id}`,
});
const SUBMISSION = { submissionId: 'sub_1', formId: 'frm', createdAt: 1 };

/** A list and a vault; `faulty` names the file whose bytes can be neither stored nor removed. */
const bench = (faulty = '') => {
  const listed = new Map<string, FileRecord>();
  const bytes = new Set<string>();
  const seen: string[][] = [];
  let places = 0;
  const fail = (storage: string): void => {
    if (storage === faulty) throw new Error('the provider is out of reach');
  };
  const tools = {
    files: {
      insert: async (list: readonly FileRecord[]) => list.forEach((file) => listed.set(file.id, file)),
      remove: async (ids: readonly string[]) => ids.forEach((id) => listed.delete(id)),
    },
    vault: {
      place: () => `place ${(places += 1)}`,
      put: async ({ place }: { place: string }) => {
        seen.push([...listed.values()].map(({ submissionId, storage }) => `${submissionId}|${storage}`));
        fail(place);
        bytes.add(place);
        return place;
      },
      remove: async ({ storage }: FileRecord) => {
        fail(storage);
        bytes.delete(storage);
      },
      open: () => Promise.reject(new Error('nobody reads')),
    },
  };
  return { tools, listed, bytes, seen };
};

describe('files of a submission', () => {
  it('are listed before there are any bytes, as nobody’s: should the process die, somebody knows of them', async () => {
    const { tools, seen } = bench();

    const stored = await storeFiles([accepted('a'), accepted('b')], SUBMISSION, tools);

    expect(seen).toEqual(Array(2).fill(['|place 1', '|place 2']));
    expect(stored).toMatchObject([
      { id: 'a', submissionId: 'sub_1', fieldKey: 'cv', storage: 'place 1' },
      { id: 'b', submissionId: 'sub_1', fieldKey: 'cv', storage: 'place 2' },
    ]);
  });

  it('are all removed when one cannot be stored; what cannot be removed stays listed', async () => {
    const { tools, listed, bytes } = bench('place 2');

    await expect(storeFiles([accepted('a'), accepted('b'), accepted('c')], SUBMISSION, tools)).rejects.toThrow('out of reach');

    expect([...listed.keys()]).toEqual(['b']);
    expect(bytes.size).toBe(0);
  });

  it('that nobody wants lose their bytes first, and then their rows', async () => {
    const { tools, listed } = bench('stuck');
    const files = ['fine', 'stuck'].map((storage) => ({ ...SUBMISSION, id: storage, storage }) as unknown as FileRecord);
    await tools.files.insert(files);

    expect(await discardFiles(files, tools)).toBe(1);

    expect([...listed.keys()]).toEqual(['stuck']);
  });
});
