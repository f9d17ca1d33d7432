import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Who may import whom below server/src; everybody may import themselves and shared/. What is not here is forbidden. */
const ARROWS = {
  kernel: [],
  signing: ['kernel'],
  http: ['kernel'],
  queue: ['kernel'],
  // The configuration may declare webhooks, which their feature checks; the features take the parsed result.
  config: ['kernel', 'signing', 'http', 'queue', 'outbound'],
  outbound: ['kernel', 'config', 'signing', 'http', 'queue'],
  inbound: ['kernel', 'config', 'signing', 'http', 'queue'],
  forms: ['kernel', 'config', 'signing', 'http', 'queue', 'outbound'],
  importers: ['kernel', 'config', 'signing', 'http', 'queue', 'inbound'],
};

/** One feature sees of another what its index.ts shows. */
const THROUGH_INDEX = { forms: 'outbound', importers: 'inbound' };

const zones = [
  { target: './shared', from: ['./server', './admin'], message: 'shared/ stands alone.' },
  { target: './admin', from: './server', message: 'The admin panel knows the server by shared/ only.' },
  { target: './packages', from: ['./server', './admin'], message: 'What runs on sites knows shared/ only.' },
  { target: './server', from: './admin', message: 'The server does not know the admin panel.' },
  ...Object.entries(ARROWS).map(([folder, friends]) => ({
    target: `./server/src/${folder}`,
    from: './server/src',
    except: [folder, ...friends, 'plugin.ts'].map((name) => `./${name}`),
    message: `${folder}/ may import ${['shared', ...friends].join(', ')} and nothing else (ARROWS in eslint.config.mjs).`,
  })),
  ...Object.entries(THROUGH_INDEX).map(([folder, friend]) => ({
    target: `./server/src/${folder}`,
    from: `./server/src/${friend}`,
    except: ['./index.ts'],
    message: `${folder}/ sees ${friend}/ through its index.ts.`,
  })),
];

const FRAMEWORKS = ['@strapi/*', 'knex', 'knex/*', 'koa', 'koa/*', '@koa/*', 'bullmq', 'ioredis'];

/** The outer ring: the only files that may know a framework. */
const EDGE = ['server/src/**/strapi/**', 'server/src/**/drivers/**', 'server/src/plugin.ts', 'server/src/**/index.ts'];

const inCore = {
  files: ['server/src/**/*.ts', 'shared/**/*.ts'],
  ignores: EDGE,
  rules: {
    'no-restricted-imports': 'off',
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          { group: FRAMEWORKS, message: 'Only strapi/, drivers/, plugin.ts and index.ts may import a framework.' },
          {
            group: ['**/plugin', '**/strapi/**', '**/drivers/**'],
            message: 'The core does not know its adapters; take them as arguments.',
          },
        ],
      },
    ],
    'import-x/no-default-export': 'error',
  },
};

export default defineConfig(
  globalIgnores([
    '**/node_modules',
    '**/dist',
    '**/build',
    '**/.cache',
    '**/.strapi',
    '**/.tmp',
    'playground/types',
    'test/fixtures',
    'test-results',
  ]),
  tseslint.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,mjs,js,cjs}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: ['tsconfig.json', 'admin/tsconfig.json'], noWarnOnMultipleProjects: true }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'A union of literals says the same without code.' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['server/src/**/*.ts', 'shared/**/*.ts', 'packages/*/src/**/*.ts', 'admin/src/**/*.{ts,tsx}', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  inCore,
  {
    files: ['admin/src/**/*.{ts,tsx}'],
    extends: [jsxA11y.flatConfigs.recommended],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  }
);
