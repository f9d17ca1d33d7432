/** The admin panel in the languages that the plugin speaks, besides English. */
export default {
  config: { locales: ['de', 'fr'] },
  bootstrap: () => undefined,
};
