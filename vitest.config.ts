import { defineConfig } from 'vitest/config';

const project = (name: string, options: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
});

/** `global.strapi` is a singleton: each file has a process of its own. */
const withStrapi = {
  pool: 'forks' as const,
  testTimeout: 120_000,
  hookTimeout: 180_000,
  globalSetup: 'test/support/setup.ts',
};

/**
 * Groups run one after the other: what measures time or draws a page must not share the machine with a build. How many files run at once is for all of
 * a run, whatever a project says: `scripts/test.mjs` and `scripts/faults.mjs` say it.
 */
const inGroup = (groupOrder: number) => ({ sequence: { groupOrder } });

export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('contract', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('integration', { ...withStrapi, ...inGroup(1) }),
      project('faults', {
        ...withStrapi,
        ...inGroup(4),
        globalSetup: 'test/faults/setup.ts',
        setupFiles: 'test/faults/clean-up.ts',
      }),
      project('package', { ...withStrapi, ...inGroup(3), globalSetup: [], testTimeout: 600_000, hookTimeout: 1_200_000 }),
      project('browser', { ...withStrapi, ...inGroup(2), globalSetup: 'test/support/setup-panel.ts' }),
    ],
  },
});
