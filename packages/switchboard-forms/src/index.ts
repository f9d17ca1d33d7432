/** What a site's developer has of it. Nothing happens on import, so that servers can import it too. */
export { formServer, loadForm } from './client';
export type { Answer, FormAddress, FormServer, Outgoing, Refusal, Resumed, Unreachable } from './client';
export { sessionDraft } from './draft';
export type { Draft, DraftStore } from './draft';
export { defineElement } from './element';
export type { FormProperties, SwitchboardEventMap, SwitchboardFormElement } from './element';
export type { Emit, FormEvents } from './events';
export type { Answers } from './initial-answers';
export { mountForm } from './mount';
export type { MountedForm, MountOptions } from './mount';
export { actionOf, renderHtml } from './render-html';
export type { RenderOptions } from './render-html';
export { addStyles } from './style-sheet';
export type { Texts } from './texts/speak';
export type {
  AnswerFault,
  FormField,
  FormPage,
  PublicForm,
  SubmissionReceipt,
  SubmissionRequest,
} from '../../../shared/contracts/form';
export type { FieldType } from '../../../shared/forms/field-type';
