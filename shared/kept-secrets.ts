/** Scheme, host and port of a URL; `null` for what is none. */
const originOf = (url: unknown): string | null => (typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : null);

/**
 * The first origin among `urls` to which none of the `known` URLs leads. A stored secret that nobody can read may go on to where it was entered
 * for, and nowhere else: or whoever may change a webhook could have it sent to a server of their own.
 */
export const newOrigin = (urls: readonly unknown[], known: readonly string[]): string | null => {
  const trusted = new Set(known.map(originOf));
  return urls.map(originOf).find((origin) => origin !== null && !trusted.has(origin)) ?? null;
};
