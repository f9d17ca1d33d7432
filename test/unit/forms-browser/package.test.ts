import { execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, bundleServed } from '../../../packages/switchboard-forms/build.mjs';
import manifest from '../../../packages/switchboard-forms/package.json';
import { ORDINARY } from '../../../packages/switchboard-forms/src/field-types';
import { more } from '../../../packages/switchboard-forms/src/more';
import { SwitchboardForm } from '../../../packages/switchboard-forms/src/react';
import { STYLES } from '../../../packages/switchboard-forms/src/styles';
import { wordsBefore } from '../../../packages/switchboard-forms/src/texts/before';
import { speaker } from '../../../packages/switchboard-forms/src/texts/speak';
import { BUILT_IN, textsFor } from '../../../shared/forms';
import { de } from '../../../shared/forms/words/de';
import { en } from '../../../shared/forms/words/en';
import { fr } from '../../../shared/forms/words/fr';
import { ROOT } from '../../support/cache';

const HOME = path.join(ROOT, 'packages/switchboard-forms');
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');

describe('the package', () => {
  it('depends on nothing', () => {
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest.peerDependenciesMeta.react.optional).toBe(true);
  });

  it('documents every variable of its styles, and none that it does not have', () => {
    const used = new Set(STYLES.match(/--switchboard-[a-z-]+/g));
    const documented = new Set(read('docs/showing-forms.md').match(/--switchboard-[a-z-]+/g));

    expect([...documented].sort()).toEqual([...used].sort());
  });

  it('documents every attribute and event of the element', () => {
    const docs = read('docs/showing-forms.md');
    const attributes = /observedAttributes = \[([^\]]+)\]/.exec(read('packages/switchboard-forms/src/element.ts'))?.[1] ?? '';
    const events = [...read('packages/switchboard-forms/src/events.ts').matchAll(/readonly (\w+): \{/g)].map(([, name]) => name);

    for (const [, name] of attributes.matchAll(/'([a-z-]+)'/g)) expect(docs).toContain(`| \`${name}\``);
    for (const name of events) expect(docs).toContain(`\`switchboard:${name}\``);
    expect(events.length).toBeGreaterThanOrEqual(6);
  });

  it('goes by the size of the text around it, not of the root, which is ten pixels on many pages', () => {
    expect(STYLES).not.toMatch(/\drem\b/);
  });

  it('puts in no style and no HTML that a strict policy forbids', () => {
    const sources = fs
      .readdirSync(path.join(HOME, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'));
    const found = sources.filter((file) =>
      /[^-]\bstyle:|\.style\b|\.innerHTML|insertAdjacentHTML|'style'/.test(fs.readFileSync(path.join(HOME, 'src', file), 'utf8'))
    );

    expect(found).toEqual([]);
  });
});

describe('the words of the form', () => {
  const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

  it.each([
    ['de', de],
    ['fr', fr],
  ])('take the same values in "%s" as in English', (_language, texts) => {
    for (const [key, text] of Object.entries(en)) {
      expect({ key, of: placeholders(texts[key as keyof typeof en]) }).toEqual({ key, of: placeholders(text) });
    }
  });

  it('count', () => {
    expect(speaker(textsFor('en'))('left', { count: 1 })).toBe('You have 1 character left');
    expect(speaker(textsFor('en'))('left', { count: 0 })).toBe('You have 0 characters left');
    expect(speaker(textsFor('fr-CA'))('left', { count: 0 })).toBe('Il vous reste 0 caractère');
  });

  it('are English where there are none, and a site’s own where it has some', () => {
    expect(speaker(textsFor('sv'))('submit')).toBe('Send');
    expect(speaker(textsFor('de'), { submit: 'Los' })('submit')).toBe('Los');
    expect(wordsBefore('sv').again).toBe('Try again');
    expect(wordsBefore('de-AT', { again: 'Nochmal' })).toMatchObject({ loading: 'Das Formular wird geladen …', again: 'Nochmal' });
  });
});

describe('the React component', () => {
  it('is drawn on a server, with the form as HTML inside', () => {
    const html = renderToString(
      createElement(SwitchboardForm, { form: 'contact', server: 'https://cms.example.com', html: '<form></form>' })
    );

    expect(html).toContain('<switchboard-form form="contact" server="https://cms.example.com"');
    expect(html).toContain('<form></form></switchboard-form>');
  });
});

describe('the command', { timeout: 60_000 }, () => {
  let server: http.Server;
  let folder: string;

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-cli-'));
    await bundle({ entryPoints: [path.join(HOME, 'src/cli.ts')], outfile: path.join(folder, 'cli.mjs'), platform: 'node' });
    const schema = { type: 'object', properties: { name: { type: 'string', title: 'Name' } }, required: ['name'] };
    server = http.createServer((request, response) => {
      response.writeHead(request.url === '/contact' ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ data: { key: 'contact', title: 'Contact', version: 2, schema } }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const run = (...words: readonly string[]) => promisify(execFile)(process.execPath, [path.join(folder, 'cli.mjs'), ...words]);
  const url = (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;

  it('prints the type of a form, or writes it', async () => {
    const { stdout } = await run('types', url('contact'));
    expect(stdout).toContain('export interface ContactAnswers {\n  /** Name */\n  readonly name: string;\n}');

    await run('types', url('contact'), '--name', 'Message', '--out', path.join(folder, 'form.ts'));
    expect(fs.readFileSync(path.join(folder, 'form.ts'), 'utf8')).toContain('export interface Message {');
  });

  it('says what it expects when it is called wrongly, and what it got when there is no form', async () => {
    await expect(run('typos')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('switchboard-forms types <url>') });
    await expect(run('types', url('gone'))).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('got status 404') });
  });
});

describe('the script', { timeout: 60_000 }, () => {
  let files: ReadonlyMap<string, string>;
  const gzipped = (name: string) => gzipSync(files.get(name)!, { level: 9 }).length;

  beforeAll(async () => {
    files = await bundleServed();
  }, 60_000);

  it('loads apart, by names that the plugin serves, what few forms need', () => {
    const wanted = [...files.get('switchboard-forms.js')!.matchAll(/import\("\.\/([\w-]+\.js)"\)/g)].map(([, name]) => name!);
    const served = read('server/src/forms/strapi/public.library.ts');

    expect([...new Set(wanted)].sort()).toEqual(['forms-captcha.js', 'forms-more.js', 'forms-proof-of-work.js']);
    for (const name of wanted) expect(served).toContain(`file: '${name}'`);
    for (const code of files.values()) expect(code).not.toMatch(/^import\b(?!\()|\bfrom\s*"/m);
  });

  it('is well below 20 kB gzipped for an ordinary form, and with numbers, dates and files too', () => {
    expect(gzipped('switchboard-forms.js')).toBeLessThan(16_650);
    expect(gzipped('forms-more.js')).toBeLessThan(5_100);
  });

  it('knows each type of field, in the one file or the other', () => {
    const known = [...ORDINARY, ...more.types].map(({ type }) => type);

    expect(known.sort()).toEqual(BUILT_IN.map(({ type }) => type).sort());
  });
});
