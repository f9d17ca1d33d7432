import { describe, expect, it } from 'vitest';

import { FORM_KEY, suggestFormKey, suggestKey } from '../../../../admin/src/forms/draft/keys';
import { isFieldKey } from '../../../../shared/forms';

const NONE: ReadonlySet<string> = new Set();

describe('the key that is suggested for a label', () => {
  it.each([
    ['Your name', 'your_name'],
    ['E-mail address', 'e_mail_address'],
    ['Größe (cm)', 'grosse_cm'],
    ['Prénom', 'prenom'],
    ['Straße', 'strasse'],
    ['Ærø', 'aero'],
    ['  2nd choice ', 'nd_choice'],
    ['__proto__', 'proto'],
  ])('of “%s” is %s', (label, key) => {
    expect(suggestKey(label, 'text', NONE)).toBe(key);
  });

  it('falls back on the type where a label has no Latin letter', () => {
    expect(suggestKey('名前', 'long-text', NONE)).toBe('long_text');
    expect(suggestKey('', 'email', NONE)).toBe('email');
  });

  it('is never one that is taken or means something else', () => {
    expect(suggestKey('Name', 'text', new Set(['name', 'name_2']))).toBe('name_3');
    expect(suggestKey('Constructor', 'text', NONE)).toBe('constructor_2');
    expect(suggestKey('ID', 'text', NONE)).toBe('id_2');
  });

  it('is always a good key, and never the same twice', () => {
    const labels = ['Name', 'name!', 'NAME', 'x'.repeat(200), 'x'.repeat(100), '', '42', 'id', 'data', '---'];
    const keys = labels.reduce<readonly string[]>((taken, label) => [...taken, suggestKey(label, 'text', new Set(taken))], []);

    expect(new Set(keys).size).toBe(labels.length);
    expect(keys.filter((key) => !isFieldKey(key))).toEqual([]);
  });
});

describe('the key that is suggested for a form', () => {
  it('reads like the title and is unique', () => {
    expect(suggestFormKey('Contact us!', NONE)).toBe('contact-us');
    expect(suggestFormKey('Contact', new Set(['contact']))).toBe('contact-2');
    expect(suggestFormKey('問い合わせ', NONE)).toBe('form');
    expect(suggestFormKey('x'.repeat(300), new Set(['x'.repeat(64)]))).toMatch(FORM_KEY);
  });
});
