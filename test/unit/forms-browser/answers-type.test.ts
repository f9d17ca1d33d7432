import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { answersType } from '../../../packages/switchboard-forms/src/answers-type';
import { BUILT_IN, createFieldTypes } from '../../../shared/forms';
import { createFieldDescriptions } from '../../../shared/forms/field-descriptions';
import { jsonSchema } from '../../../shared/forms/json-schema';
import { definition, field, page } from '../../support/forms';

const options = [
  { value: 'a', label: 'A' },
  { value: 'b"c', label: 'B' },
];

const typeFor = (fields: Parameters<typeof page>[0]): string => {
  const schema = jsonSchema(definition([page(fields)]), { types: createFieldTypes(), descriptions: createFieldDescriptions() });
  return answersType({ key: 'job-application', title: 'Apply */ now', version: 7, schema });
};

/** What the compiler says about a text. */
const complaints = (text: string): readonly string[] => {
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) => (name === 'form.ts' ? ts.createSourceFile(name, text, target) : read(name, target));
  const program = ts.createProgram(['form.ts'], { strict: true, noEmit: true, types: [] }, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
};

describe('the type of a form’s answers', () => {
  it('names the form, and what must be there', () => {
    const text = typeFor([field('name', { isRequired: true }), field('count', { type: 'number' })]);

    expect(text).toContain('/** Answers to the form “Apply * / now” (job-application), version 7. */');
    expect(text).toContain('export interface JobApplicationAnswers {');
    expect(text).toMatch(/readonly name: string/);
    expect(text).toMatch(/readonly count\?: number/);
  });

  it('knows the choices', () => {
    expect(typeFor([field('one', { type: 'radio', isRequired: true, settings: { options } })])).toContain('"a" | "b\\"c"');
  });

  it('compiles for every type of field, and refuses what the form refuses', () => {
    const fields = BUILT_IN.map(({ type }) => field(type.replaceAll('-', '_'), { type, settings: { options } }));
    const text = typeFor([field('name', { isRequired: true }), ...fields]);

    expect(
      complaints(
        `${text}\nexport const good: JobApplicationAnswers = { name: 'Ada', radio: 'a', checkboxes: ['a'], yes_no: true };`
      )
    ).toEqual([]);
    expect(complaints(`${text}\nexport const bad: JobApplicationAnswers = { name: 1, radio: 'z' };`).length).toBeGreaterThan(0);
  }, 60_000);
});
