import {
  checkedFieldType,
  createFieldDescriptions,
  createFieldTypes,
  type FieldDescriptions,
  type FieldTypes,
  type OwnFieldType,
} from '../../../shared/forms';

/** The types of fields that forms of this site may use. */
export interface FieldRegistry {
  readonly types: FieldTypes;
  readonly descriptions: FieldDescriptions;
  /** Adds a type of the project. Throws what is wrong with it, and once the site has started. */
  add(own: OwnFieldType): void;
  /** From now on the types are as they are: forms that are being judged must not change under way. */
  close(): void;
}

export const createFieldRegistry = (): FieldRegistry => {
  const types = new Map(createFieldTypes());
  const descriptions = new Map(createFieldDescriptions());
  let isOpen = true;
  return {
    types,
    descriptions,
    add(own) {
      if (!isOpen) throw new Error('expected types of fields to be registered in `register()`, before the site has started');
      const checked = checkedFieldType(own);
      if (types.has(checked.type)) throw new Error(`there is a type of field \`${checked.type}\` already; give yours another name`);
      types.set(checked.type, checked);
      descriptions.set(checked.type, checked);
    },
    close: () => void (isOpen = false),
  };
};
