/** What the form says by itself. `{name}` is replaced; where two forms stand with a bar between, the first is for one. */
export const en = {
  submit: 'Send',
  next: 'Continue',
  back: 'Back',
  required: 'required',
  error: 'Error',
  problem: 'There is a problem|There are {count} problems',
  progress: 'Page {page} of {pages}',
  choose: 'Please choose',
  other: 'Something else',
  yes: 'Yes',
  no: 'No',
  rated: '{count} of {max}',
  left: 'You have {count} character left|You have {count} characters left',
  over: 'You have {count} character too many|You have {count} characters too many',
  shown: 'Now also asked: {labels}',
  hidden: 'No longer asked: {labels}',
  files: 'Chosen files',
  added: '{name} was added',
  remove: 'Remove {name}',
  removed: '{name} was removed',
  uploading: 'Uploading: {percent} %',
  sending: 'Sending …',
  sent: 'Thank you. Your answers were sent.',
  offline: 'There is no connection at the moment. Your answers are still here; please send again when you are online.',
  failed: 'Your answers could not be sent. They are still here; please try again.',
  tooMany:
    'Too many forms were sent from here. Your answers are still here; please try again in {minutes} minute.|Too many forms were sent from here. Your answers are still here; please try again in {minutes} minutes.',
  tooLarge: 'The files are too large to be sent.',
  human: 'Please confirm that you are human.',
  checking: 'One moment, a check against spam is running …',
  closed: 'This form is closed.',
  notYet: 'This form opens on {date}.',
  trap: 'Leave this field empty',
} as const;

/** All of them, in one language. */
export type Words = Readonly<Record<keyof typeof en, string>>;
