/** Where the submissions lie. Also named in `persisted_tables`, so that a boot without the plugin does not drop them. */
export const SUBMISSION_TABLE = 'switchboard_submissions';

/**
 * The content type `plugin::switchboard.submission`. Its `documentId` (`sub_…`) sorts by the instant of creation, so that one index serves
 * filter, order and paging. Instants are numbers, which all databases give alike.
 */
export const submissionSchema = {
  kind: 'collectionType',
  collectionName: SUBMISSION_TABLE,
  info: { singularName: 'submission', pluralName: 'submissions', displayName: 'Submission' },
  options: { draftAndPublish: false },
  pluginOptions: { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } },
  indexes: [
    { name: 'switchboard_submissions_form', columns: ['form_id', 'document_id'] },
    { name: 'switchboard_submissions_status', columns: ['form_id', 'status', 'document_id'] },
    { name: 'switchboard_submissions_state', columns: ['form_id', 'state', 'document_id'] },
    { name: 'switchboard_submissions_resume', columns: ['resume_hash'] },
  ],
  // Answers are read with permissions of their own, in the inbox: not by the Content Manager's API.
  config: {
    attributes: Object.fromEntries(
      ['values', 'consents', 'meta', 'notes', 'visitor', 'resumeHash', 'eventIds', 'search'].map((name) => [name, { hidden: true }])
    ),
  },
  attributes: {
    formId: { type: 'string', required: true },
    version: { type: 'integer', required: true },
    // `locale` is Strapi's own column.
    language: { type: 'string', required: true },
    state: { type: 'string', required: true },
    status: { type: 'string', required: true },
    isStarred: { type: 'boolean', required: true, default: false },
    isTest: { type: 'boolean', required: true, default: false },
    values: { type: 'json', required: true, private: true },
    consents: { type: 'json', required: true, private: true },
    meta: { type: 'json', required: true, private: true },
    notes: { type: 'json', required: true, private: true },
    visitor: { type: 'string', private: true },
    page: { type: 'string' },
    resumeHash: { type: 'string', private: true },
    eventIds: { type: 'json', required: true, private: true },
    // All answers as one lower-case text, bounded: what the inbox searches.
    search: { type: 'text', private: true },
    changedAt: { type: 'biginteger' },
    completedAt: { type: 'biginteger' },
  },
} as const;
