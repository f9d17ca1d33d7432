/** Forms, judged: pure and without dependencies, for server, admin panel and browser alike. */
export * from './evaluate';
export * from './field-type';
export * from './field-description';
export { BUILT_IN, createFieldTypes } from './field-types';
export { BUILT_IN_DESCRIPTIONS, createFieldDescriptions } from './field-descriptions';
export { holds, comparedText, type ConditionView } from './condition';
export { allowsOther, labelsOf, OTHER_VALUE, otherKey } from './options';
export { sentenceFor } from './fault-sentence';
export { FAULT_CODES, type FaultCode, type FaultSentences } from './messages/fault-sentences';
export { en } from './messages/en';
