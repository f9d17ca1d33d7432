/** `switchboard-forms types <url> [--out <file>] [--name <Name>]`: writes the TypeScript type of a form's answers. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { PublicForm } from '../../../shared/contracts/form';
import { answersType } from './answers-type';

const USAGE = `switchboard-forms types <url> [--out <file>] [--name <Name>]

  <url>    address of a form, e.g. https://cms.example.com/api/switchboard/forms/contact
  --out    file to write; the type is printed without it
  --name   name of the type; made from the form's key without it`;

const fetchForm = async (url: string): Promise<PublicForm> => {
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`expected a form at ${url}, got status ${response.status}`);
  const body = (await response.json()) as { data?: PublicForm } & PublicForm;
  return body.data ?? body;
};

const run = async (): Promise<void> => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, name: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [command, url] = positionals;
  if (values.help) return console.log(USAGE);
  if (command !== 'types' || !url) throw new Error(USAGE);
  const text = answersType(await fetchForm(url), values.name);
  if (values.out === undefined) return void process.stdout.write(text);
  writeFileSync(values.out, text);
};

run().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
