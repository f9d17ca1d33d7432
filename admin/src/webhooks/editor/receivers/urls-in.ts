/** All addresses in a pasted text: one per line, or apart by spaces, commas or semicolons. */
export const urlsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((part) => part.replace(/^["'<]+|["'>]+$/g, ''))
      .filter((part) => /^https?:\/\//i.test(part))
  ),
];
