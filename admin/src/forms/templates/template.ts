import type { FieldCondition, FormField, FormPage } from '../../../../shared/contracts/form';

/** A text in every language that templates are written in. */
export interface Said {
  readonly en: string;
  readonly de: string;
  readonly fr: string;
}

/** A field of a template: what is not said is as in a new field. Keys are written out, so that every language has the same. */
export type TemplateField = Pick<FormField, 'key' | 'type'> & {
  readonly label: Said;
  readonly hint?: Said;
  readonly placeholder?: Said;
  /** Settings of its type. A text in languages, also inside of options, is said in the form's. */
  readonly settings?: Readonly<Record<string, unknown>>;
} & Partial<Pick<FormField, 'isRequired' | 'width' | 'autocomplete' | 'visibility' | 'requiredWhen'>>;

export interface TemplatePage {
  readonly title?: Said;
  readonly description?: Said;
  readonly fields: readonly TemplateField[];
  readonly visibility?: FormPage['visibility'];
}

/** A form to start from: one file each. */
export interface Template {
  /** Its texts in the panel are `forms.template.<name>` and `forms.template.<name>-hint`. */
  readonly name: 'contact' | 'newsletter' | 'event' | 'job' | 'feedback' | 'support';
  readonly title: Said;
  readonly pages: readonly TemplatePage[];
  readonly submitLabel: Said;
  readonly success: Said;
}

/** Holds when the field's answer is this. */
export const answered = (field: string, value: string | boolean): FieldCondition => ({
  combine: 'all',
  rules: [{ field, operator: 'equals', value }],
});

/** Declares a template. */
export const defineTemplate = (template: Template): Template => template;
