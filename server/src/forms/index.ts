import { parseConfig } from '../config/parse';
import type { Feature, Strapi } from '../plugin';
import { accessOf } from './strapi/access';
import { composeForms, type Forms } from './strapi/compose';
import { formSchema } from './strapi/content-types/form/schema';
import { submissionSchema } from './strapi/content-types/submission/schema';
import { createFormController } from './strapi/form.controller';
import { formRoutes } from './strapi/form.routes';
import { createFormsService } from './strapi/forms.service';
import { createSubmissionController } from './strapi/submission.controller';
import { submissionRoutes } from './strapi/submission.routes';
import { createPublicController } from './strapi/public.controller';
import { publicRoutes } from './strapi/public.routes';

const KEY = 'plugin::switchboard.forms';

/** The forms feature of a Strapi. */
export const formsOf = (strapi: Strapi): Forms => strapi.get(KEY) as Forms;

/** Editors build forms, visitors submit them. */
export const forms: Feature = {
  contentTypes: { form: { schema: formSchema }, submission: { schema: submissionSchema } },
  services: {
    forms: ({ strapi }: { strapi: Strapi }) =>
      createFormsService(
        () => formsOf(strapi).api(),
        (own) => formsOf(strapi).registerFieldType(own)
      ),
  },
  controllers: {
    forms: ({ strapi }: { strapi: Strapi }) =>
      createFormController(
        () => formsOf(strapi).api(),
        (ctx) => accessOf(strapi, ctx)
      ),
    submissions: ({ strapi }: { strapi: Strapi }) =>
      createSubmissionController(
        () => formsOf(strapi).api(),
        (ctx) => accessOf(strapi, ctx),
        Date.now
      ),
    publicForms: ({ strapi }: { strapi: Strapi }) => createPublicController(strapi, () => formsOf(strapi).road().door),
  },
  routes: { admin: [...formRoutes, ...submissionRoutes], 'content-api': publicRoutes },
  register({ strapi }) {
    const composed = composeForms(strapi, parseConfig(strapi.config.get('plugin::switchboard')));
    strapi.add(KEY, () => composed);
    composed.register();
  },
  bootstrap: ({ strapi }) => formsOf(strapi).bootstrap(),
  destroy: ({ strapi }) => formsOf(strapi).destroy(),
};
