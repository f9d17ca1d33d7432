/** What happens to submissions, the usual wish first: `form.submission.<one of these>`. */
export const FORM_EVENTS = ['complete', 'create', 'update', 'spam'] as const;
export type FormEvent = (typeof FORM_EVENTS)[number];

/** The type of the event. */
export const formEventType = (event: FormEvent) => `form.submission.${event}` as const;
