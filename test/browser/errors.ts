import { expect } from 'vitest';
import type { OpenPage } from '../support/browser';

/** Strapi asks for what is not there (its maker's servers, features that are not bought); those failures are not ours. */
const isRequest = (error: string) => error.startsWith('Failed to load resource');
const isOurs = (error: string) => /\/switchboard\//.test(error);

/** Errors of our screens: what was thrown, what React complained of, and requests of ours that failed. */
export const errorsOf = ({ errors }: Pick<OpenPage, 'errors'>): readonly string[] =>
  errors.filter((error) => !isRequest(error) || isOurs(error));

/** Nothing went wrong, but for what the test provoked. */
export const expectNoErrors = (open: Pick<OpenPage, 'errors'>, provoked: readonly RegExp[] = []) =>
  expect(errorsOf(open).filter((error) => !provoked.some((pattern) => pattern.test(error)))).toEqual([]);
