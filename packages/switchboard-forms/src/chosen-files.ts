import type { ChosenFile } from './session';
import type { Speak } from './texts/speak';

/** What choosing and removing files needs of a filling-in. */
export interface FileDesk {
  readonly filesOf: (key: string) => readonly ChosenFile[];
  readonly setFiles: (key: string, files: readonly ChosenFile[]) => void;
  readonly say: (text: string) => void;
  readonly speak: Speak;
}

const fieldOf = (target: EventTarget | null): HTMLElement | null =>
  (target as Element | null)?.closest<HTMLElement>('[data-field]') ?? null;

/** Takes the files that a visitor chooses in a form, and takes them off again. */
export const listenToFiles = (form: HTMLFormElement, signal: AbortSignal, { filesOf, setFiles, say, speak }: FileDesk): void => {
  let count = 0;

  const onChange = ({ target }: Event) => {
    const control = target as HTMLInputElement;
    const key = fieldOf(control)?.dataset.field;
    if (control.type !== 'file' || key === undefined) return;
    const files = [...(control.files ?? [])];
    // The same file may be chosen again after it was removed.
    control.value = '';
    if (files.length === 0) return;
    const made = files.map((file) => ({ id: `new-${(count += 1)}`, name: file.name, mime: file.type, size: file.size, file }));
    for (const { name } of made) say(speak('added', { name }));
    setFiles(key, control.multiple ? [...filesOf(key), ...made] : made.slice(0, 1));
  };

  const onClick = ({ target }: Event) => {
    const { of: key, remove } = (target as Element).closest<HTMLElement>('.sbf-remove')?.dataset ?? {};
    const field = fieldOf(target);
    const index = Number(remove);
    const removed = key === undefined ? undefined : filesOf(key)[index];
    if (!field || key === undefined || !removed) return;
    say(speak('removed', { name: removed.name }));
    setFiles(
      key,
      filesOf(key).filter((_, at) => at !== index)
    );
    const buttons = field.querySelectorAll<HTMLElement>('.sbf-remove');
    (buttons[Math.min(index, buttons.length - 1)] ?? field.querySelector<HTMLElement>('input'))?.focus();
  };

  form.addEventListener('change', onChange, { signal });
  form.addEventListener('click', onClick, { signal });
};
