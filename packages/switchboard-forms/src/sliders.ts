/** Shows beside each slider of a form where it stands; answers that by name, for a slider stands somewhere from the start. */
export const showSliders = (form: HTMLFormElement): Readonly<Record<string, string>> => {
  const sliders = [...form.querySelectorAll<HTMLInputElement>('input[type="range"]')];
  for (const slider of sliders) {
    const output = slider.parentElement?.querySelector('output');
    if (output) output.textContent = slider.value;
  }
  return Object.fromEntries(sliders.map(({ name, value }) => [name, value]));
};
