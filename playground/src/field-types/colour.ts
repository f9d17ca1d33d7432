/** A type of field of the project's own: one object for server, admin panel and site. See docs/form-fields.md. */
export const colour = {
  type: 'colour',
  answers: true,
  read: (raw: unknown) => {
    const text = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
    return /^#[0-9a-f]{6}$/.test(text) ? { kind: 'value', value: text } : { kind: 'fault', code: 'not-a-colour' };
  },
  control: (field: { settings: Record<string, unknown> }) => ({
    kind: 'input',
    attributes: { type: 'color', value: typeof field.settings.initial === 'string' ? field.settings.initial : '#000000' },
  }),
  sentences: {
    en: { 'not-a-colour': '“{label}” must be a colour such as #ff8800.' },
    de: { 'not-a-colour': '„{label}“ muss eine Farbe sein, etwa #ff8800.' },
  },
  label: 'Colour',
  hint: 'A colour from a palette',
  group: 'text',
  icon: 'PaintBrush',
  settings: [{ name: 'initial', kind: 'text', default: '', max: 7, label: 'Colour at first' }],
  checkSettings: (field: { settings: Record<string, unknown> }) =>
    /^(#[0-9a-f]{6})?$/.test(String(field.settings.initial ?? ''))
      ? []
      : [{ setting: 'initial', code: 'not-a-colour', message: 'Expected a colour such as `#ff8800`.' }],
  schema: () => ({ type: 'string', pattern: '^#[0-9a-fA-F]{6}$' }),
};
