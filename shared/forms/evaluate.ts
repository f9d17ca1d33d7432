import type { AnswerFault } from '../contracts/form';
import {
  formFault,
  judgeAnswers,
  ownAnswers,
  placedFields,
  type EvaluateInput,
  type Judgement,
  type Placed,
} from './judge-answers';
import type { FaultSentences } from './messages/fault-sentences';
import { allowsOther } from './options';

/** What a form and answers come to. */
export interface Evaluation extends Judgement {
  /** Names in the answers that the form does not have, and the faults name: twenty at most. */
  readonly unknown: readonly string[];
}

/** Judges all that came. Pure: the same input always comes to the same; nothing is thrown, whatever the answers are. */
export const evaluate = (input: EvaluateInput): Evaluation => {
  const placed = placedFields(input.definition.pages, input.types);
  const unknown = unknownNames(ownAnswers(input.answers ?? {}), placed);
  const judged = judgeAnswers(input);
  const faults = unknown.map((name) => unknownFault(name, placed, input.sentences));
  return { ...judged, faults: [...judged.faults, ...faults], unknown };
};

/** The first names that no field has. Names of fields that are hidden now are known. */
const unknownNames = (answers: ReadonlyMap<string, unknown> | null, placed: ReadonlyMap<string, Placed>): readonly string[] => {
  const unknown: string[] = [];
  for (const name of answers?.keys() ?? []) {
    const one = placed.get(name) ?? placed.get(name.endsWith('.other') ? name.slice(0, -6) : '');
    const isKnown = one?.type.answers === true && (one.field.key === name || allowsOther(one.field));
    if (!isKnown && unknown.push(name) === 20) break;
  }
  return unknown;
};

/** Only what letters and digits say: `firstName` means `first_name`. */
const bare = (name: string): string =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const unknownFault = (name: string, placed: ReadonlyMap<string, Placed>, sentences: FaultSentences): AnswerFault => {
  const shown = [...name].slice(0, 64).join('');
  const meant = [...placed].find(([key, { type }]) => type.answers && bare(key) === bare(name))?.[0];
  const code = meant === undefined ? 'unknown-key' : 'unknown-key-near';
  return {
    ...formFault(code, sentences, { name: shown, ...(meant === undefined ? {} : { meant }) }),
    path: shown,
    code: 'unknown-key',
  };
};
