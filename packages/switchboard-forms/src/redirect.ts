/** The address to go on to, if it is one: an editor's slip, or a server that is not ours, must not run a script here. */
export const safeRedirect = (address: string, base: string): string | null => {
  try {
    const url = new URL(address, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
};
