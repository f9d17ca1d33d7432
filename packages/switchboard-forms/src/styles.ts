/**
 * How a form looks unless a site says otherwise: by the variables at the top, or by rules of its own for these classes. Colours follow the
 * page's `color-scheme`, so a form is never dark on a page that is always light. Lengths are logical, for both directions of writing, and go by the
 * size of the text around the form: the root's is ten pixels on many pages.
 */
export const STYLES = `
switchboard-form { display: block; }
.sbf {
  --_accent: var(--switchboard-accent, light-dark(#3d3ad1, #aeb0ff));
  --_accent-text: var(--switchboard-accent-text, light-dark(#fff, #14152b));
  --_text: var(--switchboard-text, light-dark(#1d2130, #eceef5));
  --_muted: var(--switchboard-muted, light-dark(#575d70, #aab0c3));
  --_surface: var(--switchboard-surface, light-dark(#fff, #1b1d26));
  --_raised: var(--switchboard-raised, light-dark(#f5f6fa, #242734));
  --_border: var(--switchboard-border, light-dark(#7d8396, #858ca3));
  --_line: var(--switchboard-line, light-dark(#d9dce6, #3b4052));
  --_danger: var(--switchboard-danger, light-dark(#b3231a, #ff9d94));
  --_danger-surface: var(--switchboard-danger-surface, light-dark(#fdf1f0, #3a1d1d));
  --_success: var(--switchboard-success, light-dark(#1c6b3c, #7fdba3));
  --_success-surface: var(--switchboard-success-surface, light-dark(#eef8f1, #17301f));
  --_star: var(--switchboard-star, light-dark(#b36b00, #ffc24d));
  --_radius: var(--switchboard-radius, 0.5em);
  --_gap: var(--switchboard-gap, 1.5em);
  --_control: var(--switchboard-control-height, 2.75em);
  box-sizing: border-box;
  max-inline-size: var(--switchboard-width, 42em);
  container-type: inline-size;
  color: var(--_text);
  font-family: var(--switchboard-font, inherit);
  font-size: var(--switchboard-font-size, 1em);
  line-height: 1.5;
  accent-color: var(--_accent);
  overflow-wrap: break-word;
}
switchboard-form[theme='light'] { color-scheme: light; }
switchboard-form[theme='dark'] { color-scheme: dark; }
.sbf *, .sbf *::before, .sbf *::after { box-sizing: border-box; }
.sbf input { font: inherit; }
.sbf [hidden] { display: none !important; }
.sbf :where(h1, h2, h3, h4, h5, h6, p, ul, ol, legend, fieldset) { margin: 0; padding: 0; }
.sbf a { color: var(--_accent); text-underline-offset: 0.15em; }
.sbf-visually-hidden {
  position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; padding: 0; border: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.sbf-trap { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
.sbf-form { display: grid; gap: var(--_gap); margin: 0; }
.sbf-title { font-size: 1.625em; line-height: 1.25; font-weight: 700; letter-spacing: -0.01em; text-wrap: balance; }
.sbf-description { color: var(--_muted); margin-block-start: 0.375em; }
.sbf-progress { color: var(--_muted); font-size: 0.875em; font-weight: 600; }
.sbf-steps { display: flex; gap: 0.375em; margin-block-start: 0.5em; }
.sbf-step { flex: 1; block-size: 0.25em; border-radius: 1em; background: var(--_line); }
.sbf-step--done { background: var(--_accent); }
.sbf-page { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--_gap); }
.sbf-page + .sbf-page { padding-block-start: var(--_gap); border-block-start: 1px solid var(--_line); }
.sbf-page-head:empty { display: none; }
.sbf-page-title { font-size: 1.25em; line-height: 1.3; font-weight: 650; }
.sbf :is(.sbf-title, .sbf-page-title, .sbf-summary, .sbf-done):focus { outline: none; }
.sbf-field { border: 0; min-inline-size: 0; scroll-margin-block: 5em; }
.sbf-field fieldset { border: 0; min-inline-size: 0; }
@container (min-width: 34em) {
  .sbf-page { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 1.25em; }
  .sbf-page > * { grid-column: 1 / -1; }
  .sbf-page > .sbf-field--half { grid-column: auto; align-self: end; }
}
.sbf-label { display: block; font-weight: 600; margin-block-end: 0.375em; }
.sbf-mark { font-weight: 400; color: var(--_muted); }
.sbf-hint { color: var(--_muted); font-size: 0.9375em; margin-block: -0.125em 0.5em; }
.sbf-fault { color: var(--_danger); font-weight: 600; font-size: 0.9375em; margin-block-end: 0.5em; }
.sbf-field--faulty { border-inline-start: 0.25em solid var(--_danger); padding-inline-start: 0.875em; }
.sbf-control {
  display: block; inline-size: 100%; min-block-size: var(--_control); padding: 0.5em 0.75em; margin: 0;
  font: inherit; color: inherit; background: var(--_surface);
  border: 1px solid var(--_border); border-radius: var(--_radius);
}
.sbf-control::placeholder { color: var(--_muted); opacity: 1; }
textarea.sbf-control { min-block-size: calc(var(--_control) * 2.75); resize: vertical; field-sizing: content; }
select.sbf-control:not([multiple]) {
  appearance: none; padding-inline-end: 2.25em;
  background-image: linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%);
  background-position: calc(100% - 1.3em) 55%, calc(100% - 0.95em) 55%; background-size: 0.375em 0.375em; background-repeat: no-repeat;
}
[dir='rtl'] select.sbf-control:not([multiple]) { background-position: 0.95em 55%, 1.3em 55%; }
.sbf-field--faulty .sbf-control { border-color: var(--_danger); border-width: 2px; }
.sbf :is(.sbf-control, .sbf-button, .sbf-remove, a, input):focus-visible {
  outline: 3px solid var(--switchboard-focus, var(--_accent)); outline-offset: 2px;
}
.sbf-field:not(.sbf-field--half) .sbf-short { max-inline-size: 16em; }
.sbf-affix { display: flex; align-items: center; gap: 0.75em; }
.sbf-range { flex: 1; min-inline-size: 0; min-block-size: 1.75em; margin: 0; }
.sbf-range-value { min-inline-size: 2.5em; text-align: end; font-variant-numeric: tabular-nums; font-weight: 600; }
.sbf-unit { color: var(--_muted); }
.sbf-ends { display: flex; justify-content: space-between; gap: 1em; color: var(--_muted); font-size: 0.875em; margin-block-start: 0.375em; }
.sbf-scale { grid-template-columns: repeat(auto-fit, minmax(3.25em, 1fr)); }
.sbf-scale .sbf-option { flex-direction: column; align-items: center; gap: 0.25em; padding: 0.5em 0.25em; white-space: nowrap; }
.sbf-other { margin-block-start: 0.75em; }
.sbf .sbf-switch input { appearance: none; inline-size: 2.5em; block-size: 1.5em; margin: 0; border: 1px solid var(--_border); border-radius: 1em; background: var(--_raised); position: relative; }
.sbf .sbf-switch input::before { content: ''; position: absolute; inset-block: 0.1875em; inset-inline-start: 0.1875em; aspect-ratio: 1; border-radius: 50%; background: var(--_border); }
.sbf .sbf-switch input:checked { background: var(--_accent); border-color: var(--_accent); }
.sbf .sbf-switch input:checked::before { inset-inline: auto 0.1875em; background: var(--_accent-text); }
.sbf-counter { color: var(--_muted); font-size: 0.875em; margin-block-start: 0.375em; font-variant-numeric: tabular-nums; }
.sbf-counter--over { color: var(--_danger); font-weight: 600; }
.sbf-options { display: grid; gap: 0.5em; }
.sbf-options--row { grid-template-columns: repeat(auto-fit, minmax(min(9em, 100%), 1fr)); max-inline-size: 24em; }
.sbf-option {
  display: flex; gap: 0.75em; align-items: flex-start; padding: 0.5625em 0.875em; min-block-size: var(--_control);
  background: var(--_surface); border: 1px solid var(--_line); border-radius: var(--_radius); cursor: pointer;
}
.sbf-option:hover { border-color: var(--_border); background: var(--_raised); }
.sbf-option:has(:checked) { border-color: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); }
.sbf-option input { flex: none; inline-size: 1.25em; block-size: 1.25em; margin: 0.125em 0 0; }
.sbf-option-text { min-inline-size: 0; }
.sbf-option-title { display: block; font-weight: 600; }
.sbf-option-more { display: block; white-space: pre-line; }
.sbf-link { margin-block-start: 0.375em; }
.sbf-link a { display: inline-block; min-block-size: 1.5em; }
.sbf-option + .sbf-hint, .sbf-link + .sbf-hint { margin-block: 0.375em 0; }
.sbf-images { display: grid; gap: 0.75em; grid-template-columns: repeat(auto-fill, minmax(min(9.5em, 45%), 1fr)); }
.sbf-images .sbf-option { flex-wrap: wrap; padding: 0.5em; align-items: center; align-content: start; gap: 0.5em; }
.sbf-images img { flex: 1 0 100%; inline-size: 100%; aspect-ratio: 4 / 3; object-fit: cover; border-radius: calc(var(--_radius) - 0.125em); background: var(--_raised); }
.sbf-images .sbf-option input { margin: 0; }
.sbf-images .sbf-option-text { flex: 1; }
.sbf-stars { display: inline-flex; flex-wrap: wrap; }
.sbf-star { position: relative; display: grid; place-items: center; inline-size: 2.75em; block-size: 2.75em; color: var(--_line); cursor: pointer; border-radius: var(--_radius); }
.sbf-star input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer; }
.sbf-star svg { inline-size: 1.875em; block-size: 1.875em; fill: currentColor; stroke: var(--_border); stroke-width: 1; }
.sbf-star:has(:checked), .sbf-star:has(~ .sbf-star :checked) { color: var(--_star); }
.sbf-star:has(:checked) svg, .sbf-star:has(~ .sbf-star :checked) svg { stroke: currentColor; }
.sbf-star:hover svg { stroke: var(--_star); stroke-width: 1.5; }
.sbf-star:has(:focus-visible) { outline: 3px solid var(--switchboard-focus, var(--_accent)); outline-offset: -1px; }
.sbf-drop { padding: 1em; border: 1.5px dashed var(--_border); border-radius: var(--_radius); background: var(--_raised); cursor: pointer; }
.sbf-drop::file-selector-button {
  font: inherit; font-weight: 600; min-block-size: 2.25em; padding: 0.25em 0.875em; margin-inline-end: 0.875em; cursor: pointer;
  color: var(--_accent); background: var(--_surface); border: 1px solid var(--_accent); border-radius: var(--_radius);
}
.sbf-files { list-style: none; display: grid; gap: 0.5em; }
.sbf-files:not(:empty) { margin-block-start: 0.625em; }
.sbf-field:has(.sbf-file) .sbf-drop { color: transparent; }
.sbf-file { display: flex; align-items: center; gap: 0.75em; padding-block: 0.375em; padding-inline: 0.875em 0.375em; border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_surface); }
.sbf-file-name { flex: 1; min-inline-size: 0; overflow-wrap: anywhere; }
.sbf-file-size { color: var(--_muted); font-size: 0.875em; white-space: nowrap; }
.sbf-remove { flex: none; inline-size: 1.8em; block-size: 1.8em; padding: 0; font: inherit; font-size: 1.25em; line-height: 1; color: var(--_muted); background: none; border: 0; border-radius: var(--_radius); cursor: pointer; }
.sbf-remove:hover { color: var(--_danger); background: var(--_danger-surface); }
.sbf-text { display: grid; gap: 0.75em; }
.sbf-text :is(ul, ol) { padding-inline-start: 1.5em; }
.sbf-text :is(h2, h3, h4, h5, h6) { font-size: 1.0625em; line-height: 1.35; font-weight: 650; }
.sbf-heading { font-size: 1.125em; line-height: 1.35; font-weight: 650; }
.sbf-field--heading:not(:first-child) { padding-block-start: 0.5em; }
.sbf-summary, .sbf-message { padding: 1em 1.25em; border: 1px solid; border-inline-start-width: 0.375em; border-radius: var(--_radius); }
.sbf-summary { border-color: var(--_danger); background: var(--_danger-surface); }
.sbf-summary-title { font-size: 1.0625em; font-weight: 700; }
.sbf-summary ul { margin-block-start: 0.5em; padding-inline-start: 1.25em; }
.sbf-summary li { padding-block: 0.125em; }
.sbf-summary a { color: var(--_danger); font-weight: 600; display: inline-block; min-block-size: 1.5em; vertical-align: top; }
.sbf-message { border-color: var(--_border); background: var(--_raised); }
.sbf-message--bad { border-color: var(--_danger); background: var(--_danger-surface); }
.sbf > :is(.sbf-head, .sbf-message) + * { margin-block-start: var(--_gap); }
.sbf-done { border-color: var(--_success); background: var(--_success-surface); }
.sbf-failure-box:empty { position: absolute; }
.sbf-actions { display: flex; flex-wrap: wrap; gap: 0.75em; align-items: center; }
.sbf-button {
  font: inherit; font-weight: 600; min-block-size: var(--_control); padding: 0.5em 1.375em; cursor: pointer;
  color: var(--_text); background: var(--_surface); border: 1px solid var(--_border); border-radius: var(--_radius);
}
.sbf-button:hover { background: var(--_raised); }
.sbf-button--primary { color: var(--_accent-text); background: var(--_accent); border-color: var(--_accent); }
.sbf-button--primary:hover { background: color-mix(in srgb, var(--_accent) 86%, var(--_text)); }
.sbf-button[aria-disabled='true'] { opacity: 0.65; cursor: progress; }
.sbf-bar { inline-size: 100%; block-size: 0.5em; }
.sbf-working { flex: 1 1 12em; color: var(--_muted); font-size: 0.9375em; }
@container (max-width: 22em) { .sbf-actions .sbf-button { inline-size: 100%; } }
@media (forced-colors: active) {
  .sbf-star svg { fill: Canvas; stroke: CanvasText; }
  .sbf-star:has(:checked) svg, .sbf-star:has(~ .sbf-star :checked) svg { fill: Highlight; stroke: Highlight; forced-color-adjust: none; }
  .sbf .sbf-switch input { appearance: auto; inline-size: 1.25em; block-size: 1.25em; }
  .sbf .sbf-switch input::before { content: none; }
  .sbf-step { background: CanvasText; block-size: 1px; }
  .sbf-step--done { background: Highlight; block-size: 0.375em; forced-color-adjust: none; }
  select.sbf-control:not([multiple]) { appearance: auto; background-image: none; }
}
@media (prefers-reduced-motion: no-preference) {
  .sbf :is(.sbf-control, .sbf-option, .sbf-button, .sbf-step) { transition: border-color 0.12s, background-color 0.12s, box-shadow 0.12s; }
  .sbf-page--entering { animation: sbf-enter 0.18s ease-out; }
  @keyframes sbf-enter { from { opacity: 0; transform: translateY(0.375em); } }
}
`;
