import { useRBAC } from '@strapi/strapi/admin';
import { useMemo } from 'react';

import { ACTIONS, permissionFor, type Action } from '../../../shared/permissions';

type Area = Action extends `${infer Name}.${string}` ? Name : never;
type Verb<A extends Area> = Extract<Action, `${A}.${string}`> extends `${string}.${infer Name}` ? Name : never;

const areaOf = (action: Action) => action.slice(0, action.indexOf('.'));
const verbOf = (action: Action) => action.slice(action.indexOf('.') + 1);

// Strapi names its answers after the last part of the action alone, so each area needs a question of its own.
const permissionsOf = Object.fromEntries(
  ACTIONS.map((action) => [areaOf(action), ACTIONS.filter((other) => areaOf(other) === areaOf(action)).map(permissionFor)])
);

/** What the administrator may do in one area, e.g. `useAllowed('webhooks').can.update`. All false while it is loading. */
export const useAllowed = <A extends Area>(area: A): { isLoading: boolean; can: Record<Verb<A>, boolean> } => {
  const { allowedActions, isLoading } = useRBAC(permissionsOf[area]);
  const answers = JSON.stringify(allowedActions);
  const can = useMemo(() => {
    const allowed: Record<string, boolean> = JSON.parse(answers);
    const verbs = ACTIONS.filter((action) => areaOf(action) === area).map(verbOf);
    return Object.fromEntries(verbs.map((verb) => [verb, allowed[`can${verb[0]?.toUpperCase()}${verb.slice(1)}`] ?? false]));
  }, [answers, area]);
  return { isLoading, can: can as Record<Verb<A>, boolean> };
};
