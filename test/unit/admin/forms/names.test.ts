import { describe, expect, it } from 'vitest';

import en from '../../../../admin/src/translations/en.json';
import { BUILT_IN_DESCRIPTIONS, FIELD_GROUPS } from '../../../../shared/forms';

const texts: Readonly<Record<string, string>> = en;
const missing = (keys: readonly string[]) => [...new Set(keys)].filter((key) => texts[key] === undefined);

describe('the texts of the builder', () => {
  it('name every type of field and every group of the picker', () => {
    expect(missing(BUILT_IN_DESCRIPTIONS.flatMap(({ type }) => [`forms.type.${type}`, `forms.type.${type}-hint`]))).toEqual([]);
    expect(missing(FIELD_GROUPS.map((group) => `forms.group.${group}`))).toEqual([]);
  });

  it('name every setting and each of its choices', () => {
    const settings = BUILT_IN_DESCRIPTIONS.flatMap((description) => description.settings);

    expect(missing(settings.map(({ name }) => `forms.setting.${name}`))).toEqual([]);
    expect(
      missing(settings.flatMap(({ name, choices = [] }) => choices.map((one) => `forms.setting.${name}.${one || 'none'}`)))
    ).toEqual([]);
  });
});
