import type { OwnFieldType } from '../../../shared/forms';

const registered: OwnFieldType[] = [];

/** Types of fields that the project registered. Checked when the first screen of forms opens: until then the panel does without that code. */
export const OWN_FIELD_TYPES: readonly OwnFieldType[] = registered;

/** Lets the builder offer a type of field of the project's own: `app.getPlugin('switchboard').apis.registerFieldType`. */
export const registerFieldType = (own: OwnFieldType): void => void registered.push(own);
