import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/cache';

/** The arrows need no types, which take ten seconds to load. */
const eslint = new ESLint({ cwd: ROOT, overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config });

/** The rules that complain about this text, were it in this file. */
const complaints = async (filePath: string, text: string): Promise<readonly string[]> => {
  const [result] = await eslint.lintText(`${text}\n`, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
};

const use = (what: string, from: string) => `import { ${what} } from '${from}';\nexport const used = ${what};`;

describe('the arrows between folders', { timeout: 60_000 }, () => {
  it.each([
    ['kernel imports http', 'server/src/kernel/clock.ts', use('send', '../http/send')],
    ['signing imports outbound', 'server/src/signing/secret.ts', use('routeEvent', '../outbound/route')],
    ['queue imports http', 'server/src/queue/queue.ts', use('send', '../http/send')],
    ['shared imports server', 'shared/permissions.ts', use('systemClock', '../server/src/kernel/clock')],
    ['admin imports server', 'admin/src/index.ts', use('systemClock', '../../server/src/kernel/clock')],
    ['server imports admin', 'server/src/outbound/wants.ts', use('useFormat', '../../../admin/src/index')],
  ])('is an error that %s', async (_what, file, text) => {
    expect(await complaints(file, text)).toContain('import-x/no-restricted-paths');
  });

  it.each([
    ['@strapi/utils', `import { errors } from '@strapi/utils';`],
    ['knex', `import type { Knex } from 'knex';`],
    ['koa', `import type { Context } from 'koa';`],
    ['an adapter', `import { x } from './strapi/capture';`],
    ['the plugin', `import type { Strapi } from '../plugin';`],
  ])('the core may not import %s', async (_what, text) => {
    expect(await complaints('server/src/outbound/wants.ts', text)).toContain('@typescript-eslint/no-restricted-imports');
  });

  it('lets an adapter import its framework', async () => {
    const text = `import type { Context } from 'koa';\nexport type C = Context;`;

    expect(await complaints('server/src/outbound/strapi/errors.ts', text)).toEqual([]);
  });

  it('lets an arrow be used in its direction', async () => {
    expect(await complaints('server/src/outbound/wants.ts', use('systemClock', '../kernel/clock'))).toEqual([]);
  });

  it('knows no `any`, no `enum`, and no default export in the core', async () => {
    const text = 'export enum A { B }\nexport default (x: any) => x;';

    const rules = await complaints('server/src/outbound/wants.ts', text);

    expect(rules).toEqual(
      expect.arrayContaining(['no-restricted-syntax', '@typescript-eslint/no-explicit-any', 'import-x/no-default-export'])
    );
  });
});
