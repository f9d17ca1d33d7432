import { colour } from '../field-types/colour';

interface Panel {
  getPlugin(id: string): { apis: { registerFieldType(type: object): void } } | undefined;
}

/** The admin panel in the languages that the plugin speaks, besides English, with the project's own type of field. */
export default {
  config: { locales: ['de', 'fr'] },
  register: (app: Panel) => app.getPlugin('switchboard')?.apis.registerFieldType(colour),
  bootstrap: () => undefined,
};
