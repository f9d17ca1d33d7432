import type { FieldOption, FieldValue, FormField, StoredFile } from '../contracts/form';

/** What a sentence about a fault may name: limits, lists. */
export type FaultParams = Readonly<Record<string, string | number>>;

/** What reading an answer comes to. */
export type Reading =
  | { readonly kind: 'value'; readonly value: FieldValue }
  | { readonly kind: 'fault'; readonly code: string; readonly params?: FaultParams };

/** `whole`: the pattern describes all of the text. `part`: some part of it, in upper or lower case, `^` and `$` at each line. A broken pattern matches nothing. */
export type Matches = (pattern: string, text: string, how: 'whole' | 'part') => boolean;

/** What the server or the page knows of a visit; hidden fields ask for it. */
export interface VisitContext {
  readonly pageUrl?: string;
  readonly referrer?: string;
  readonly userAgent?: string;
}

/** What reading an answer needs beside the answer. */
export interface ReadTools {
  readonly locale: string;
  /** True for form posts, where everything is a text; JSON says what it means by its types. */
  readonly isLenient: boolean;
  readonly matches: Matches;
  /** First and last date that it is now somewhere: the visitor's own where that is known. */
  readonly today: { readonly earliest: string; readonly latest: string };
  readonly context: VisitContext;
  /** What was uploaded for the field. */
  readonly files: readonly StoredFile[];
}

/** How a field is drawn, as data: any renderer can do it without knowing the type. */
export interface Control {
  readonly kind: 'input' | 'textarea' | 'select' | 'radios' | 'checkboxes' | 'checkbox' | 'file' | 'heading' | 'rich-text';
  /** Attributes of the HTML element beside `id`, `name`, `required` and those of accessibility; `true` has no value. */
  readonly attributes?: Readonly<Record<string, string | number | true>>;
  readonly options?: readonly FieldOption[];
  /** A picture with each option, a row of stars, a scale with its ends named, a switch. */
  readonly look?: 'images' | 'stars' | 'hearts' | 'scale' | 'switch';
  /** Beside the options visitors may write their own; its label ('' leaves the words to the renderer). */
  readonly other?: string;
}

/** What a type of field does with answers. What only the builder asks for is its `FieldDescription`, so that sites need not load it. */
export interface FieldType {
  readonly type: string;
  /** False for headings and texts: nothing is asked. */
  readonly answers: boolean;
  /** Whether an answer is a list; a form post's single text is then a list of one. */
  readonly isList?: (field: FormField) => boolean;
  /** How conditions compare it; `text` when absent. */
  readonly compares?: 'number' | 'date';
  /** What a condition's value stands for on a day, as `today-18y` does; '' when for nothing but itself. */
  readonly resolve?: (wanted: string, today: string) => string;
  /** True when `read` has something to say about a missing answer too. */
  readonly readsMissing?: boolean;
  /** `raw` is neither missing, null nor '', but with `readsMissing`, where all of these are `null`. */
  readonly read: (raw: unknown, field: FormField, tools: ReadTools) => Reading;
  /** When a value counts as no answer; null, blank texts and empty lists do without it. */
  readonly isEmpty?: (value: FieldValue) => boolean;
  /** `today` (YYYY-MM-DD) resolves limits such as `today+14`. */
  readonly control: (field: FormField, today?: string) => Control;
  /** Of a project's own type: sentences for faults of its own, by language (`en`, `de` …) and code. English where a language has none. */
  readonly sentences?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The types a form may use, by name. */
export type FieldTypes = ReadonlyMap<string, FieldType>;

/** Says that an answer is good, and what it is. */
export const value = (value: FieldValue): Reading => ({ kind: 'value', value });

/** Says what is wrong with an answer. */
export const fault = (code: string, params?: FaultParams): Reading =>
  params === undefined ? { kind: 'fault', code } : { kind: 'fault', code, params };
