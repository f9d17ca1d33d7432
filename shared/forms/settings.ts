import type { FieldOption, FormField } from '../contracts/form';
import { toDecimal } from './decimal';

/** Reads a field's settings, which may come from an older or a foreign definition: what is not as expected counts as not set. */
const setting = (field: FormField, name: string): unknown =>
  Object.hasOwn(field.settings, name) ? field.settings[name] : undefined;

/** A text, or ''. */
export const textSetting = (field: FormField, name: string): string => {
  const found = setting(field, name);
  return typeof found === 'string' ? found : '';
};

/** A number, or what stands in for it. */
export const numberSetting = <T>(field: FormField, name: string, otherwise: T): number | T => {
  const found = setting(field, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : otherwise;
};

/** A decimal as a text, or ''. */
export const decimalSetting = (field: FormField, name: string): string => toDecimal(setting(field, name)) ?? '';

/** Whether it is switched on. */
export const isSet = (field: FormField, name: string): boolean => setting(field, name) === true;

/** A list of texts, or an empty one. */
export const listSetting = (field: FormField, name: string): readonly string[] => {
  const found = setting(field, name);
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
};

/** Whether it has what every option has. */
export const isOption = (one: unknown): one is FieldOption => {
  const { value, label, image } = (one ?? {}) as { [Name in keyof FieldOption]?: unknown };
  const { url, alt } = (image ?? { url: '', alt: '' }) as { url?: unknown; alt?: unknown };
  return [value, label, url, alt].every((text) => typeof text === 'string');
};

/** The choices of a choice field. */
export const optionsOf = (field: FormField): readonly FieldOption[] => {
  const found = setting(field, 'options');
  return Array.isArray(found) ? found.filter(isOption) : [];
};
