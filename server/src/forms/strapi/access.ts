import type { Context } from 'koa';
import { actionId } from '../../../../shared/permissions';
import { abilityOf, may, readActor, type Ability } from '../../outbound';
import { PLUGIN_ID, type Strapi } from '../../plugin';
import type { Access } from '../access';
import type { FormAbility } from '../sight';

interface Person {
  readonly roles?: readonly { readonly code: string }[];
}

const rolesOf = (person: Person | null | undefined): readonly string[] => (person?.roles ?? []).map(({ code }) => code);

/** Strapi matches an object against the conditions of the person's permissions. */
export const formAbilityOf = (ability: Ability): FormAbility => ({
  mayAtAll: (action) => may(ability, action),
  may: (action, { roles }) => ability.can(actionId(action), { roles }),
});

/** What the sender of this request may do, asked of one form. */
export const accessOf = (strapi: Strapi, ctx: Context): Access => ({
  name: readActor(strapi)?.name ?? '',
  roles: rolesOf(ctx.state.user as Person | undefined),
  may: formAbilityOf(abilityOf(ctx)).may,
});

/**
 * Makes the condition known that lets a role see assigned forms only: it is set on the permission, form by form the roles are named. Only in
 * bootstrap: elsewhere Strapi throws.
 */
export const registerAssignedForms = async (strapi: Strapi): Promise<void> => {
  await strapi.service('admin::permission').conditionProvider.register({
    name: 'assigned-forms',
    displayName: 'Is assigned to the form',
    plugin: PLUGIN_ID,
    category: 'default',
    handler: (person: Person) => ({ roles: { $in: rolesOf(person) } }),
  });
};
