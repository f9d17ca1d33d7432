import { prepareApp, preparePlugin } from './prepare';

/** Runs once before the suites that start a Strapi: they find the plugin and the app by these variables. */
export const setup = async () => {
  process.env.SWITCHBOARD_TEST_PLUGIN = await preparePlugin();
  process.env.SWITCHBOARD_TEST_APP = await prepareApp();
};
