/** Where the forms lie. Also named in `persisted_tables`, so that a boot without the plugin does not drop them. */
export const FORM_TABLE = 'switchboard_forms';

/** The content type `plugin::switchboard.form`; its records are written through the form service only. */
export const formSchema = {
  kind: 'collectionType',
  collectionName: FORM_TABLE,
  info: { singularName: 'form', pluralName: 'forms', displayName: 'Form' },
  options: { draftAndPublish: true },
  pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } },
  attributes: {
    // Unique by the table `switchboard_form_heads`: draft and published row share it. Roles and revision stand there as well.
    key: { type: 'string', required: true },
    title: { type: 'string', required: true },
    description: { type: 'text' },
    definition: { type: 'json', required: true },
    // Of key, texts and definition: tells whether draft and published version differ.
    fingerprint: { type: 'string', private: true },
  },
} as const;
