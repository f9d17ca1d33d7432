import type { Core } from '@strapi/strapi';
import { colour } from './field-types/colour';

const LOCALES = [
  { code: 'de', name: 'German (de)' },
  { code: 'fr', name: 'French (fr)' },
];

/** English is there from the start; German and French come with the first boot. */
const addLocales = async (strapi: Core.Strapi) => {
  const locales = strapi.plugin('i18n').service('locales');
  for (const locale of LOCALES) {
    if (!(await locales.findByCode(locale.code))) await locales.create(locale);
  }
};

/** With PLAYGROUND_ADMIN="mail:password" a playground that has no administrator gets one, so that nobody must register. */
const addAdministrator = async (strapi: Core.Strapi) => {
  const [, email, password] = /^([^:]+):(.+)$/.exec(process.env.PLAYGROUND_ADMIN ?? '') ?? [];
  if (!email || !password || (await strapi.service('admin::user').exists())) return;
  const role = await strapi.service('admin::role').getSuperAdmin();
  await strapi.service('admin::user').create({
    email,
    password,
    firstname: 'Ada',
    lastname: 'Operator',
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
};

export default {
  register({ strapi }: { strapi: Core.Strapi }) {
    // Some tests start without the plugin.
    strapi.plugin('switchboard')?.service('forms').registerFieldType(colour);
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    await addLocales(strapi);
    await addAdministrator(strapi);
  },
};
