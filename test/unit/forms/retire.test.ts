import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../server/src/forms/form-record';
import { bringsFields, retire } from '../../../server/src/forms/retire';
import { definition, field, form, page } from '../../support/forms';

const name = field('name', { id: 'fld_name' });
const city = field('city', { id: 'fld_city' });
const latest = (more: Parameters<typeof definition>[1] = {}) => ({ definition: definition([page([name, city])], more) });
const draft = (...fields: (typeof name)[]) =>
  definition([page(fields)], { retired: [{ id: 'fld_lie', key: 'lie', label: '', type: 'text' }] });

describe('retiring fields', () => {
  it('asks nothing of a draft while nobody has answered', () => {
    const retired = retire(draft({ ...name, key: 'other' }), latest(), false);

    expect(retired).toMatchObject({ faults: [], lockedKeys: [], definition: { retired: [] } });
    expect(retire(draft(name), null, true).definition.retired).toEqual([]);
  });

  it('lists what was published and is gone, whatever the client says of it', () => {
    const before = [{ id: 'fld_old', key: 'old', label: 'Old', type: 'text' }];

    const { definition: made, lockedKeys } = retire(draft(name), latest({ retired: before }), true);

    expect(made.retired.map(({ key }) => key)).toEqual(['city', 'old']);
    expect(lockedKeys).toEqual(['name']);
  });

  it('takes a field back from the list when it comes back', () => {
    const before = [{ id: 'fld_old', key: 'old', label: 'Old', type: 'text' }];

    expect(
      retire(draft(name, city, field('old', { id: 'fld_old' })), latest({ retired: before }), true).definition.retired
    ).toEqual([]);
  });

  it('refuses another key for what has answers, at its place', () => {
    const { faults } = retire(draft(name, { ...city, key: 'town' }), latest(), true);

    expect(faults).toMatchObject([{ path: 'definition.pages.0.fields.1.key' }]);
  });

  it('lists what an older version had and the latest never knew: whoever had it open may have answered since', () => {
    const older = [{ definition: definition([page([name, field('age', { id: 'fld_age' })])]) }];
    const taking = draft(name, city, field('age', { id: 'fld_new' }));

    expect(retire(taking, latest(), true, older).definition.retired.map(({ id }) => id)).toEqual(['fld_age']);
    expect(retire(taking, latest(), false, older).definition.retired).toEqual([]);
    expect(bringsFields(taking, latest())).toBe(true);
    expect(bringsFields(draft(name), latest())).toBe(false);
  });

  it('keeps the key of such a field when it comes back', () => {
    const older = [{ definition: definition([page([field('age', { id: 'fld_age' })])]) }];

    expect(retire(draft(field('years', { id: 'fld_age' })), latest(), true, older).faults).toMatchObject([
      { path: 'definition.pages.0.fields.0.key' },
    ]);
  });

  it('does not hold against a published field that one before it had its key', () => {
    const older = [{ definition: definition([page([field('city', { id: 'fld_before' })])]) }];

    expect(retire(draft(name, city), latest(), true, older).definition.retired).toEqual([]);
  });

  it('holds on to what was retired also when the answers are gone', () => {
    const before = [{ id: 'fld_old', key: 'old', label: 'Old', type: 'text' }];

    expect(retire(draft(name), latest({ retired: before }), false).definition.retired.map(({ key }) => key)).toContain('old');
  });
});

describe('the fingerprint of a form', () => {
  it('is the same for the same content, in whatever order a database gives its names', () => {
    const input = form('a', [name]);
    const turned = JSON.parse(JSON.stringify(input), (_key, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value
    ) as typeof input;

    expect(fingerprintOf(turned)).toBe(fingerprintOf(input));
    expect(fingerprintOf({ ...input, title: 'b' })).not.toBe(fingerprintOf(input));
    expect(fingerprintOf({ ...input, definition: { ...input.definition, pages: [page([name, city])] } })).not.toBe(
      fingerprintOf(input)
    );
  });
});
