import { availableParallelism } from 'node:os';
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

/** They wait for databases and timers for much of their time, so two at once even on two cores. */
const twoAtOnce = { poolOptions: { forks: { maxForks: Math.max(2, availableParallelism() - 1) } } };

/** Groups run one after the other: what measures time or draws a page must not share the machine with a build. */
const inGroup = (groupOrder: number) => ({ sequence: { groupOrder } });

export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('contract', { ...twoAtOnce, testTimeout: 60_000, hookTimeout: 60_000 }),
      project('integration', { ...withStrapi, ...inGroup(1), ...twoAtOnce }),
      // Each starts several processes of its own, so few at a time; what is measured (the long form), alone.
      project('faults', {
        ...withStrapi,
        ...inGroup(4),
        globalSetup: 'test/faults/setup.ts',
        setupFiles: 'test/faults/clean-up.ts',
        poolOptions: { forks: { maxForks: process.env.FAULTS === 'long' ? 1 : 2 } },
      }),
      project('package', { ...withStrapi, ...inGroup(3), globalSetup: [], testTimeout: 600_000, hookTimeout: 1_200_000 }),
      project('browser', { ...withStrapi, ...inGroup(2), globalSetup: 'test/support/setup-panel.ts' }),
    ],
  },
});
