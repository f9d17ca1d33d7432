import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { artifact, ROOT } from '../support/cache';
import { sh } from './fresh-app';

const packLibrary = async (): Promise<string> => {
  const folder = await artifact({
    kind: 'forms-package',
    from: ['packages', 'shared', 'package.json', 'tsconfig.json'],
    make: async (draft) => void (await sh('npm', ['pack'], path.join(draft, 'packages/switchboard-forms'))),
  });
  const home = path.join(folder, 'packages/switchboard-forms');
  const tarball = fs.readdirSync(home).find((name) => name.endsWith('.tgz'));
  if (!tarball) throw new Error(`npm pack made no tarball in ${home}`);
  return path.join(home, tarball);
};

/** Were a type missing, it would be `any`, and what is expected to be an error none. */
const CONSUMER = `
import { actionOf, loadForm, renderHtml, type FormEvents, type PublicForm, type SubmissionReceipt } from 'switchboard-forms';
import 'switchboard-forms/element';
import { SwitchboardForm } from 'switchboard-forms/react';

export const show = async () => {
  const form: PublicForm = await loadForm({ server: 'https://cms.example.com', form: 'contact' });
  // @ts-expect-error a title is a text
  const title: number = form.title;
  // @ts-expect-error there is no such option
  return [title, renderHtml(form, { action: actionOf('', 'contact'), nonsense: 1 })];
};

export const Contact = () => (
  <SwitchboardForm
    form="contact"
    onSubmitted={({ receipt }) => {
      const known: SubmissionReceipt = receipt;
      // @ts-expect-error an id is a text
      const id: number = known.id;
      return id === undefined;
    }}
  />
);

// @ts-expect-error which form?
export const Nothing = () => <SwitchboardForm />;

document.querySelector('switchboard-form')?.addEventListener('switchboard:page', ({ detail }) => {
  const number: FormEvents['page']['number'] = detail.number;
  // @ts-expect-error a number is no text
  const text: string = number;
  return text;
});
`;

const ANSWERS = `
import type { ContactAnswers } from './contact-form.js';

export const answers: ContactAnswers = { name: 'Ada' };
// @ts-expect-error a name is a text
export const wrong: ContactAnswers = { name: 1 };
`;

describe('the packed forms library in a project', () => {
  let home: string;
  const write = (file: string, text: string) => fs.writeFileSync(path.join(home, file), text);
  const tsc = (...words: readonly string[]) =>
    sh(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', ...words], home);

  beforeAll(async () => {
    const tarball = await packLibrary();
    // Outside of the repository, so that nothing is found by walking up.
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-forms-'));
    write('package.json', JSON.stringify({ name: 'site', type: 'module', private: true }));
    await sh('npm', ['install', tarball, '--ignore-scripts', '--legacy-peer-deps'], home);
    fs.mkdirSync(path.join(home, 'node_modules/@types'), { recursive: true });
    for (const name of [
      'react',
      'react-dom',
      '@types/react',
      '@types/prop-types',
      'csstype',
      'scheduler',
      'loose-envify',
      'js-tokens',
    ]) {
      fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(home, 'node_modules', name));
    }
  });
  afterAll(() => {
    if (home) fs.rmSync(home, { recursive: true, force: true });
  });

  it.each([
    ['node16', 'node16'],
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])('has its types, in modules of kind %s as %s resolves them', async (module, resolution) => {
    write('consumer.tsx', CONSUMER);

    await tsc('--jsx', 'react-jsx', '--target', 'es2022', '--module', module, '--moduleResolution', resolution, 'consumer.tsx');
  });

  it('is imported where there is no window, and draws on a server', async () => {
    write(
      'server.mjs',
      `import { createElement } from 'react';
       import { renderToString } from 'react-dom/server';
       import * as library from 'switchboard-forms';
       import { SwitchboardForm } from 'switchboard-forms/react';
       console.log(Object.keys(library).sort().join(), renderToString(createElement(SwitchboardForm, { form: 'contact' })));`
    );

    expect(await sh(process.execPath, ['server.mjs'], home)).toBe(
      'actionOf,addStyles,defineElement,formServer,loadForm,mountForm,renderHtml,sessionDraft <switchboard-form form="contact"></switchboard-form>\n'
    );
  });

  it('leaves out of a build what a site does not use, and loads apart what few forms need', async () => {
    write('element.js', `import { defineElement } from 'switchboard-forms'; defineElement();`);
    write(
      'react.jsx',
      `import { SwitchboardForm } from 'switchboard-forms/react'; export const Page = () => <SwitchboardForm form="a" />;`
    );
    write('both.jsx', `import './element.js'; export { Page } from './react.jsx';`);
    const sizeOf = async (entry: string) => {
      const { outputFiles, metafile } = await build({
        entryPoints: [path.join(home, entry)],
        bundle: true,
        minify: true,
        splitting: true,
        metafile: true,
        format: 'esm',
        jsx: 'automatic',
        external: ['react', 'react/jsx-runtime'],
        outdir: path.join(home, 'out'),
        write: false,
      });
      const outputs = Object.values(metafile.outputs);
      expect(outputs.filter(({ entryPoint }) => entryPoint).length).toBeGreaterThanOrEqual(3);
      return { bytes: outputFiles[0]!.contents.length, text: outputFiles.map(({ text }) => text).join('') };
    };
    const [element, both] = [await sizeOf('element.js'), await sizeOf('both.jsx')];

    // Only HTML for servers is posted by the browser itself.
    expect(element.text).not.toContain('multipart/form-data');
    expect(element.bytes).toBeLessThan(48_000);
    // One copy, however it is imported.
    expect(both.text.split('customElements.define').length).toBe(2);
  });

  it('writes the type of a form’s answers by its command', async () => {
    const schema = { type: 'object', properties: { name: { type: 'string', title: 'Name' } }, required: ['name'] };
    const server = http.createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: { key: 'contact', title: 'Contact', version: 2, schema } }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/switchboard/forms/contact`;
      await sh('npx', ['switchboard-forms', 'types', url, '--out', 'contact-form.ts'], home);
    } finally {
      server.close();
    }
    write('answers.ts', ANSWERS);

    await tsc('--module', 'nodenext', '--moduleResolution', 'nodenext', 'answers.ts');
  });
});
