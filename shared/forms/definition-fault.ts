/** What is wrong with a definition, or only looks as if it was; `path` is where, e.g. `pages.0.fields.2.key`. */
export interface DefinitionFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** Says what was expected at a place. */
export type Report = (path: string, code: string, message: string) => void;

/** What somebody wrote, short enough for a sentence. */
export const quoted = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
};

/** *`a`, `b` or `c`* */
export const listed = (words: readonly string[]): string => {
  const marked = words.map((word) => `\`${word}\``);
  return marked.length < 2 ? marked.join('') : `${marked.slice(0, -1).join(', ')} or ${marked[marked.length - 1]}`;
};
