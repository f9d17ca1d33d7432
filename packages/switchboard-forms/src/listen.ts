/** What people do in a form, in the form's own words. */
export interface FormListeners {
  readonly onBegin: () => void;
  readonly onAnswer: (key: string, control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement) => void;
  /** The focus left a field and all of its parts. */
  readonly onLeave: (key: string) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

const PRESSES = ['pointerdown', 'pointerup', 'pointercancel'] as const;

const keyOf = (target: EventTarget | null): string | null =>
  (target as Element | null)?.closest<HTMLElement>('[data-field]')?.dataset.field ?? null;

/** Listens at the form itself, so that parts may be drawn anew. */
export const listenToForm = (form: HTMLFormElement, signal: AbortSignal, listeners: FormListeners): void => {
  const { onBegin, onAnswer, onLeave, onBack, onNext } = listeners;
  let isPressing = false;

  const onInput = (event: Event) => {
    const control = event.target as HTMLInputElement;
    const key = keyOf(control);
    if (key === null) return;
    onBegin();
    // Files are a matter of their own: see `listenToFiles`.
    if (control.type !== 'file') onAnswer(key, control);
  };

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    if (target.closest('[data-action="back"]')) return onBack();
    const link = target.closest<HTMLAnchorElement>('.sbf-summary a');
    if (!link) return;
    // Not by the address: a page with a router or a base would go somewhere else.
    event.preventDefault();
    // Inside of the form, which may stand in a shadow tree.
    const control = form.querySelector<HTMLElement>(`#${CSS.escape(decodeURIComponent(link.hash.slice(1)))}`);
    control?.closest('[data-field]')?.scrollIntoView({ block: 'nearest' });
    control?.focus();
  };

  const onFocusOut = (event: FocusEvent) => {
    const key = keyOf(event.target);
    if (key === null || key === keyOf(event.relatedTarget)) return;
    // While a button is pressed nothing may move, or it would slip away under the pointer.
    const whenStill = () => {
      if (isPressing) setTimeout(whenStill, 50);
      else onLeave(key);
    };
    setTimeout(whenStill, 0);
  };

  form.addEventListener('input', onInput, { signal });
  form.addEventListener('change', onInput, { signal });
  form.addEventListener('click', onClick, { signal });
  form.addEventListener('focusout', onFocusOut, { signal });
  form.addEventListener('focusin', onBegin, { signal, once: true });
  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      onNext();
    },
    { signal }
  );
  for (const type of PRESSES) {
    const press = () => {
      isPressing = type === 'pointerdown';
    };
    document.addEventListener(type, press, { signal, capture: true });
  }
};
