import type { FormDefinition, FormField } from '../../../../shared/contracts/form';
import { acceptedExtensions, fileLimits } from '../../../../shared/forms/fields/file';
import type { FileRules } from './judge-file';

/** What a field takes; `null` for a field that takes no files. No field takes larger files than the operator allows. */
export const fileRulesOf = (field: FormField, maxFileBytes: number): (FileRules & { readonly maxFiles: number }) | null => {
  if (field.type !== 'file') return null;
  const { maxFiles, maxBytes } = fileLimits(field);
  return { extensions: acceptedExtensions(field), maxFiles, maxBytes: Math.min(maxBytes, maxFileBytes) };
};

/** How much of each field is worth reading, for whoever reads a body. */
export const roomFor =
  ({ pages }: Pick<FormDefinition, 'pages'>, maxFileBytes: number) =>
  (key: string): { readonly files: number; readonly bytesPerFile: number } | null => {
    const field = pages.flatMap(({ fields }) => fields).find((one) => one.key === key);
    const rules = field === undefined ? null : fileRulesOf(field, maxFileBytes);
    return rules && { files: rules.maxFiles, bytesPerFile: rules.maxBytes };
  };
