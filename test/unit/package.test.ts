import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import playground from '../../playground/package.json';
import { ROOT } from '../support/cache';

type Texts = Record<string, string>;

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const texts = (language: string) => JSON.parse(read(`admin/src/translations/${language}.json`)) as Texts;

/**
 * The arguments a text takes: `{name}`, `{count, plural, one {…} other {…}}`. A brace at an odd depth opens an argument, one at an even
 * depth a branch of a plural.
 */
const argumentsOf = (text: string): readonly string[] => {
  const names = new Set<string>();
  let depth = 0;
  for (const [, brace, name] of text.matchAll(/([{}])\s*(\w*)/g)) {
    depth += brace === '{' ? 1 : -1;
    if (brace === '{' && depth % 2 === 1 && name) names.add(name);
  }
  return [...names].sort();
};

describe('the package', () => {
  it('builds below dist/ only, because the build empties the folder it writes to', () => {
    const entries = [manifest.exports['./strapi-server'], manifest.exports['./strapi-admin']];
    const outputs = entries.flatMap((entry) => [entry.types, entry.import, entry.require, entry.default]);

    expect(outputs.filter((output) => !/^\.\/dist\/\w/.test(output))).toEqual([]);
  });

  it('names its entries in the order that the plugin SDK asks for', () => {
    for (const entry of [manifest.exports['./strapi-server'], manifest.exports['./strapi-admin']]) {
      expect(Object.keys(entry)).toEqual(['types', 'source', 'import', 'require', 'default']);
    }
  });

  it('is a Strapi plugin that Strapi can load', () => {
    expect(manifest.strapi).toMatchObject({ kind: 'plugin', name: 'switchboard' });
    expect(manifest.type).toBe('commonjs');
  });

  it('packs what it needs and nothing of the workshop', () => {
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'strapi-server.js', 'strapi-admin.js']));
    expect(manifest.files).not.toEqual(expect.arrayContaining(['server', 'admin', 'test', 'playground']));
  });

  it('takes from the app what there must be only one of', () => {
    const onlyOne = [
      '@strapi/strapi',
      '@strapi/design-system',
      '@strapi/icons',
      'react',
      'react-dom',
      'react-intl',
      'react-router-dom',
    ];

    expect(Object.keys(manifest.peerDependencies)).toEqual(expect.arrayContaining([...onlyOne, 'styled-components']));
    expect(Object.keys(manifest.dependencies).filter((name) => name in manifest.peerDependencies)).toEqual([]);
    expect(Object.keys(manifest.dependencies).filter((name) => name.startsWith('@strapi/'))).toEqual([]);
    // The build bundles what is a development dependency only; these would then exist twice.
    for (const name of onlyOne) expect(manifest.devDependencies).toHaveProperty([name]);
  });

  it('develops against one Strapi, pinned', () => {
    const ofStrapi = { ...manifest.devDependencies, ...playground.dependencies };
    const versions = Object.entries(ofStrapi).filter(([name]) => /^@strapi\/(strapi|utils|plugin-.+|typescript-utils)$/.test(name));

    expect(versions.filter(([, version]) => version !== '5.54.0')).toEqual([]);
    expect(versions.length).toBeGreaterThanOrEqual(4);
  });

  it('gives the playground nothing that the root does not install', () => {
    const installed: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };

    for (const [name, version] of Object.entries(playground.dependencies)) expect([name, installed[name]]).toEqual([name, version]);
  });

  it('locks the packages of every platform, or `npm ci` refuses and other machines lack their binaries', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { optionalDependencies?: Texts }> };
    const isLocked = (from: string, name: string): boolean => {
      const folders = from.split('/node_modules/').map((_, i, parts) => parts.slice(0, i + 1).join('/node_modules/'));
      return ['', ...folders].some((folder) => `${folder}${folder ? '/' : ''}node_modules/${name}` in packages);
    };
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(from, name))
    );

    expect(missing).toEqual([]);
  });

  it('locks versions, not the addresses they came from', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "https?:/);
  });
});

describe('the texts of the admin panel', () => {
  it.each(['de', 'fr'])('are complete in "%s"', (language) => {
    expect(Object.keys(texts(language)).sort()).toEqual(Object.keys(texts('en')).sort());
  });

  it.each(['en', 'de', 'fr'])('are none of them empty in "%s"', (language) => {
    const empty = Object.entries(texts(language)).filter(([, text]) => text.trim() === '');

    expect(empty).toEqual([]);
  });

  it.each(['de', 'fr'])('take the same arguments in "%s" as in English', (language) => {
    const translated = texts(language);
    const different = Object.entries(texts('en')).filter(
      ([key, text]) => String(argumentsOf(text)) !== String(argumentsOf(translated[key] ?? ''))
    );

    expect(different.map(([key]) => key)).toEqual([]);
  });
});
