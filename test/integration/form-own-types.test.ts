import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormInput, SubmissionView } from '../../shared/contracts/form';
import { colour } from '../../playground/src/field-types/colour';
import { definition, field, form, page } from '../support/forms';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { visitor } from './form-submit-bench';

let app: RunningStrapi;
let site: ReturnType<typeof visitor>;

beforeAll(async () => {
  app = await startStrapi();
  site = visitor(app);
});
afterAll(() => app?.stop());

const paint = (key: string, settings: Record<string, unknown> = {}): FormInput => {
  const wall = field('wall', { type: 'colour', label: 'Wall', isRequired: true, settings });
  const why = field('why', {
    visibility: { effect: 'show', when: { combine: 'all', rules: [{ field: 'wall', operator: 'equals', value: '#000000' }] } },
  });
  return form(key, [], {
    definition: definition([page([wall, why])], { translations: { de: { 'fields.wall.label': 'Wand' } } }),
  });
};

describe('a type of field that the project registered', () => {
  it('is checked with the form, settings too', async () => {
    const answer = await app.admin<{ error: { details: { errors: { path: string[] }[] } } }>('POST', '/switchboard/forms', {
      ...paint('bad', { initial: 'red', depth: 3 }),
    });

    expect(answer.status).toBe(400);
    expect(answer.body.error.details.errors.map(({ path }) => path.join('.'))).toEqual([
      'definition.pages.0.fields.0.settings.depth',
      'definition.pages.0.fields.0.settings.initial',
    ]);
  });

  it('is shown with its control and schema', async () => {
    await site.publish(paint('shown-paint', { initial: '#00ff00' }));

    expect(await site.show('shown-paint')).toMatchObject({
      controls: { wall: { kind: 'input', attributes: { type: 'color', value: '#00ff00' } } },
      schema: { required: ['wall'], properties: { wall: { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' } } },
    });
  });

  it('judges answers, in the words of the visitor’s language', async () => {
    await site.publish(paint('judged-paint'));

    const wrong = await site.post('judged-paint', { answers: { wall: 'red' }, locale: 'de' });
    expect(wrong.status).toBe(422);
    expect(wrong.error).toMatchObject({
      details: { errors: [{ path: ['wall'], message: '„Wand“ muss eine Farbe sein, etwa #ff8800.' }] },
    });
    expect((await site.post('judged-paint', { answers: { wall: '#00\0' } })).status).toBe(422);
    expect((await site.post('judged-paint', { answers: {} })).status).toBe(422);
  });

  it('is stored, asked for by conditions, and shown in the inbox', async () => {
    const { id, key } = await site.publish(paint('stored-paint'));

    expect((await site.postForm(key, { wall: '#000000', why: 'dark' })).status).toBe(201);
    expect((await site.post(key, { answers: { wall: '#FF8800', why: 'dropped' } })).status).toBe(201);

    const rows = await site.rows(id);
    expect(rows.map(({ values }) => values)).toEqual([{ wall: '#000000', why: 'dark' }, { wall: '#ff8800' }]);
    const view = await app.admin<{ data: SubmissionView }>('GET', `/switchboard/submissions/${String(rows[0]!.document_id)}`);
    expect(view.body.data.answers[0]!.fields[0]).toMatchObject({ key: 'wall', label: 'Wall', type: 'colour', text: '#000000' });
  });

  it('cannot be registered once the site has started', () => {
    const register = (type: object) => app.strapi.plugin('switchboard').service('forms').registerFieldType(type);

    expect(() => register({ ...colour, type: 'late' })).toThrow('before the site has started');
  });
});
