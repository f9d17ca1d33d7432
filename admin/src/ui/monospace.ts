/** The letters of machines: code, keys, headers. */
export const MONOSPACE = "'SF Mono', SFMono-Regular, ui-monospace, Menlo, Consolas, monospace";
