import type { PublicForm } from '../../../shared/contracts/form';
import type { FieldType } from '../../../shared/forms/field-type';
import { formServer, type FormServer } from './client';
import { sessionDraft } from './draft';
import type { Emit, FormEvents } from './events';
import type { Answers } from './initial-answers';
import { mountForm, type MountedForm } from './mount';
import type { Texts } from './texts/speak';

/** What only properties can say, for attributes are texts. Set before the element is on the page, or `reload` after. */
export interface FormProperties {
  /** The form, where the page has it already: nothing is loaded then. */
  definition?: PublicForm | undefined;
  /** What stands in the fields at first. */
  initialAnswers?: Answers | undefined;
  /** Words in place of the form's own. */
  texts?: Partial<Texts> | undefined;
  /** Types of fields that the project registered. */
  fieldTypes?: readonly FieldType[] | undefined;
  /** In place of the public API, e.g. for a preview. */
  formServer?: FormServer | undefined;
}

/** `<switchboard-form>`; see `defineElement`. */
export interface SwitchboardFormElement extends HTMLElement, FormProperties {
  readonly mounted: MountedForm | null;
  /** Draws it anew from its attributes and properties. */
  reload(): void;
}

/** The events of the element, for `addEventListener`. */
export type SwitchboardEventMap = {
  [Name in keyof FormEvents as `switchboard:${Name}`]: CustomEvent<FormEvents[Name]>;
};

declare global {
  interface HTMLElementTagNameMap {
    'switchboard-form': SwitchboardFormElement;
  }
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- joined to the events that every element has
  interface HTMLElementEventMap extends SwitchboardEventMap {}
}

/** What a visitor has typed into a form that a server drew, before the script came. */
const typedInto = (form: HTMLFormElement | null): Answers => {
  const typed: Record<string, string | string[]> = {};
  if (!form) return typed;
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || value === '' || name.startsWith('_')) continue;
    const before = typed[name];
    typed[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return typed;
};

/**
 * Defines `<switchboard-form form="contact" server="https://cms.example.com">`. Made inside of a function, because where pages are drawn on a
 * server there is no HTMLElement to extend.
 */
export const defineElement = (name = 'switchboard-form'): void => {
  if (customElements.get(name)) return;

  class SwitchboardForm extends HTMLElement implements SwitchboardFormElement {
    static readonly observedAttributes = [
      'form',
      'server',
      'locale',
      'resume',
      'heading-level',
      'hide-title',
      'unstyled',
      'keep-draft',
    ];

    // Only declared: a page may have set them before the script came, and a field would empty them.
    declare definition?: PublicForm | undefined;
    declare initialAnswers?: Answers | undefined;
    declare texts?: Partial<Texts> | undefined;
    declare fieldTypes?: readonly FieldType[] | undefined;
    declare formServer?: FormServer | undefined;
    mounted: MountedForm | null = null;
    private isWaiting = false;
    /** Answers that outlive drawing it anew, of the form that they were given to. */
    private carried: { readonly form: string; readonly answers: Answers } | null = null;

    connectedCallback() {
      if (!this.mounted) this.reload();
    }

    /** Somebody who moves it on the page takes it out and puts it in again, and nothing that was typed may go. */
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.mounted?.remove();
        this.mounted = null;
      });
    }

    attributeChangedCallback(_name: string, before: string | null, after: string | null) {
      if (!this.mounted || before === after) return;
      // Another language or level of heading is no other form.
      this.carried = { form: this.mounted.form?.key ?? '', answers: this.mounted.answers };
      this.reload();
    }

    /** Once for all that changes together: frameworks set attributes and properties one by one. */
    reload() {
      if (this.isWaiting) return;
      this.isWaiting = true;
      queueMicrotask(() => {
        this.isWaiting = false;
        if (this.isConnected) this.mount();
      });
    }

    private mount() {
      const form = this.getAttribute('form') ?? this.definition?.key ?? '';
      if (form === '') return;
      const server = this.getAttribute('server') ?? '';
      const locale = this.getAttribute('locale') ?? (this.lang || undefined);
      const typed =
        this.carried?.form === form ? this.carried.answers : typedInto(this.mounted ? null : this.querySelector('form'));
      this.carried = null;
      this.mounted?.remove();
      this.mounted = mountForm(this, {
        server: this.formServer ?? formServer({ server, form, locale }),
        assets: server,
        form: this.definition,
        resumeToken: this.getAttribute('resume') ?? undefined,
        draft: this.hasAttribute('keep-draft') ? sessionDraft(`switchboard-forms ${server} ${form}`) : undefined,
        answers: this.initialAnswers,
        typed,
        headingLevel: Number(this.getAttribute('heading-level')) || undefined,
        hidesTitle: this.hasAttribute('hide-title'),
        isUnstyled: this.hasAttribute('unstyled'),
        texts: this.texts,
        fieldTypes: this.fieldTypes,
        locale,
        emit: this.emit,
      });
    }

    private readonly emit: Emit = (event, detail) =>
      this.dispatchEvent(new CustomEvent(`switchboard:${event}`, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  customElements.define(name, SwitchboardForm);
};
