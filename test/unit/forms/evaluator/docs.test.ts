import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONDITION_OPERATORS } from '../../../../shared/contracts/form';
import { BUILT_IN_DESCRIPTIONS, FAULT_CODES } from '../../../../shared/forms';
import { de } from '../../../../shared/forms/messages/de';
import { en } from '../../../../shared/forms/messages/en';
import { fr } from '../../../../shared/forms/messages/fr';
import { ROOT } from '../../../support/cache';

const PAGE = fs.readFileSync(path.join(ROOT, 'docs/form-fields.md'), 'utf8').replaceAll('\r\n', '\n');

/** First and second cell of each row of the tables below a heading. */
const rowsOf = (heading: string): Map<string, string> => {
  const [, text = ''] = new RegExp(`^## ${heading}\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(PAGE) ?? [];
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.map((row) => {
      const [, name = '', ...rest] = row.split('|').map((cell) => cell.trim());
      return [name.replaceAll('`', ''), rest.join('|')] as const;
    })
  );
};

describe('docs/form-fields.md', () => {
  const types = BUILT_IN_DESCRIPTIONS.map(({ type }) => type).sort();

  it('names each type, and none that does not exist', () => {
    expect([...rowsOf('Types').keys()].sort()).toEqual(types);
    expect([...rowsOf('Settings').keys()].sort()).toEqual(types);
  });

  it.each(BUILT_IN_DESCRIPTIONS.map(({ type, settings }) => [type, settings] as const))(
    'names each setting of %s',
    (type, settings) => {
      const row = rowsOf('Settings').get(type) ?? '';

      expect(settings.map(({ name }) => name).filter((name) => !row.includes(`\`${name}\``))).toEqual([]);
      for (const { choices = [] } of settings)
        for (const choice of choices.filter((one) => /[a-z]{6}/.test(one))) expect(row).toContain(`\`${choice}\``);
    }
  );

  it('names each operator of conditions', () => {
    expect([...rowsOf('Conditions').keys()].filter((name) => /^[a-z-]+$/.test(name))).toEqual([...CONDITION_OPERATORS]);
  });

  it('names each code of a fault, in the order of the list', () => {
    expect([...rowsOf('Faults').keys()]).toEqual([...FAULT_CODES]);
  });
});

describe('the sentences about faults', () => {
  const names = (sentence: string): string[] =>
    [...new Set([...sentence.matchAll(/\{([a-z]+)/gi)].map(([, name]) => name!))].sort();

  it.each([
    ['German', de],
    ['French', fr],
  ])('say the same things in %s as in English', (_language, sentences) => {
    expect(Object.keys(sentences)).toEqual(Object.keys(en));
    for (const [code, sentence] of Object.entries(en)) {
      expect(names(sentences[code as keyof typeof en]), code).toEqual(names(sentence));
    }
  });

  it('are there for each code', () => {
    expect(Object.keys(en)).toEqual([...FAULT_CODES, 'unknown-key-near', 'invalid']);
  });
});
