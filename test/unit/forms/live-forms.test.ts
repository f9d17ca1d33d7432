import { describe, expect, it } from 'vitest';
import type { FormHead, NewVersion } from '../../../server/src/forms/ports';
import { createLiveForms } from '../../../server/src/forms/live-forms';
import { definition } from '../../support/forms';

const openBench = () => {
  const bench = { now: 0, live: 1 as number | null, asked: { heads: 0, versions: 0 } };
  const head = (): FormHead => ({
    formId: 'f',
    formKey: 'contact',
    liveNumber: bench.live,
    revision: 1,
    roles: [],
    isAnswered: false,
  });
  const live = createLiveForms(
    {
      heads: {
        find: async (by) => {
          bench.asked.heads += 1;
          return 'formKey' in by && by.formKey === 'contact' ? head() : null;
        },
      },
      versions: {
        read: async (formId, numbers) => {
          bench.asked.versions += 1;
          const rest = {
            formKey: 'contact',
            title: '',
            description: '',
            definition: definition([]),
            publishedAt: 0,
            fingerprint: '',
          };
          return (numbers ?? []).map((number): NewVersion => ({ formId, number, ...rest }));
        },
      },
    },
    () => bench.now
  );
  return { bench, live };
};

describe('live forms', () => {
  it('ask once for many visitors, and the version only when it is another', async () => {
    const { bench, live } = openBench();

    await Promise.all([live.byKey('contact'), live.byKey('contact')]);
    bench.now = 999;
    await live.byKey('contact');
    expect(bench.asked).toEqual({ heads: 1, versions: 1 });

    bench.now = 1_000;
    expect((await live.byKey('contact'))?.number).toBe(1);
    expect(bench.asked).toEqual({ heads: 2, versions: 1 });

    bench.live = 2;
    bench.now = 2_000;
    expect((await live.byKey('contact'))?.number).toBe(2);
  });

  it('notice within a second that another instance has unpublished', async () => {
    const { bench, live } = openBench();
    await live.byKey('contact');

    bench.live = null;
    bench.now = 1_000;

    expect(await live.byKey('contact')).toBeNull();
  });

  it('forget at once what this instance has changed', async () => {
    const { bench, live } = openBench();
    await live.byKey('contact');

    bench.live = 2;
    live.invalidate();

    expect((await live.byKey('contact'))?.number).toBe(2);
  });

  it('keep nothing of names that visitors make up, and ask for none that can be no key', async () => {
    const { bench, live } = openBench();

    expect(await live.byKey('nothing')).toBeNull();
    expect(await live.byKey('x'.repeat(65))).toBeNull();
    expect(await live.byKey('a\0b')).toBeNull();
    expect(bench.asked.heads).toBe(1);
  });
});
