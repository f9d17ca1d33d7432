import fs from 'node:fs';
import { rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { makeApp, packPlugin, sh, startApp } from './fresh-app';

const filesBelow = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(file) : [file];
  });

/** Relative imports in declarations that lead nowhere: for a TypeScript consumer they are `any`. */
const danglingImports = (folder: string): string[] =>
  filesBelow(folder)
    .filter((file) => file.endsWith('.d.ts'))
    .flatMap((file) => {
      const specifiers = [...fs.readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g)].map(
        ([, one]) => one ?? ''
      );
      const leadsNowhere = (specifier: string) => {
        const target = path.resolve(path.dirname(file), specifier);
        return ![`${target}.d.ts`, path.join(target, 'index.d.ts'), target].some(
          (one) => fs.existsSync(one) && fs.statSync(one).isFile()
        );
      };
      return specifiers.filter(leadsNowhere).map((specifier) => `${path.relative(folder, file)} → ${specifier}`);
    });

const CONSUMER = `
import plugin from 'strapi-plugin-switchboard/strapi-server';

const hook: (context: never) => void | Promise<void> = plugin.register;
// @ts-expect-error were the types missing, this would be \`any\` and no error
plugin.nonsense;
export { hook };
`;

describe('the packed plugin in a fresh Strapi app', () => {
  let app: string;
  let tarball: string;
  const installed = () => path.join(app, 'node_modules/strapi-plugin-switchboard');

  beforeAll(async () => {
    tarball = await packPlugin();
    app = await makeApp(tarball);
  });

  afterAll(async () => {
    if (app) await rm(path.dirname(app), { recursive: true, force: true });
  });

  it('passes the verification of the plugin SDK', async () => {
    // In a folder of its own: it wants the sources, which are not packed.
    const folder = path.dirname(tarball);

    expect(await sh('npm', ['run', 'verify'], folder)).toContain('Verified package.json');
  });

  it('contains its papers and none of the workshop', () => {
    const top = fs.readdirSync(installed());

    expect(top).toEqual(expect.arrayContaining(['LICENSE', 'dist', 'package.json', 'strapi-admin.js', 'strapi-server.js']));
    expect(top.filter((name) => ['server', 'admin', 'shared', 'test', 'playground', 'scripts'].includes(name))).toEqual([]);
  });

  it('needs no package that its manifest does not ask for', () => {
    const server = fs.readFileSync(path.join(installed(), 'dist/server/index.js'), 'utf8');
    const required = [...server.matchAll(/require\(["']([^"'.][^"']*)["']\)/g)].map(([, name]) => name ?? '');
    const packages = required
      .filter((name) => !name.startsWith('node:'))
      .map((name) => name.replace(/^((?:@[^/]+\/)?[^/]+).*/, '$1'));
    const known = { ...manifest.dependencies, ...manifest.peerDependencies };

    expect(packages.filter((name) => !(name in known) && !isBuiltin(name))).toEqual([]);
  });

  it('has declarations that lead somewhere', async () => {
    fs.writeFileSync(path.join(app, 'src/consumer.ts'), CONSUMER);

    expect(danglingImports(path.join(installed(), 'dist'))).toEqual([]);
    await sh(
      'npx',
      [
        'tsc',
        '--noEmit',
        '--skipLibCheck',
        '--esModuleInterop',
        '--moduleResolution',
        'node16',
        '--module',
        'node16',
        'src/consumer.ts',
      ],
      app
    );
    fs.rmSync(path.join(app, 'src/consumer.ts'));
  });

  it('builds into the admin panel, boots, and guards its routes', async () => {
    await sh('npm', ['run', 'build'], app);
    const bundles = filesBelow(path.join(app, 'dist/build')).filter((file) => file.endsWith('.js'));
    expect(bundles.some((file) => fs.readFileSync(file, 'utf8').includes('Switchboard'))).toBe(true);

    const { url, stop } = await startApp(app);
    const status = async (where: string) => (await fetch(url + where)).status;
    const answers = {
      panel: await status('/admin'),
      webhooks: await status('/switchboard/webhooks'),
      other: await status('/switchboard/none'),
    };

    expect(await stop()).toBe(0);
    expect(answers).toEqual({ panel: 200, webhooks: 401, other: 404 });
  });
});
