const percentEncoded = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** Text as a header can carry it: whatever is not printable ASCII is percent-encoded as UTF-8. */
export const headerText = (text: string): string => text.replace(/[^\x20-\x7e]+/g, percentEncoded);

/**
 * A CloudEvents attribute as a header: spaces, quotes and percent signs are encoded as well.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values
 */
export const attributeText = (text: string): string => text.replace(/[^\x21\x23\x24\x26-\x7e]+/g, percentEncoded);
