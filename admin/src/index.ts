import { PLUGIN_ID } from '../../shared/permissions';

export default {
  register(app: { registerPlugin(plugin: object): void }) {
    app.registerPlugin({ id: PLUGIN_ID, name: 'Switchboard' });
  },
};
