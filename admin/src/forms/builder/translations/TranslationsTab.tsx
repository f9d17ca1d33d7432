/** Stand-in until written. */
export const TranslationsTab = () => null;
