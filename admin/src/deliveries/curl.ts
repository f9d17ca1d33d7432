import type { RequestView } from '../../../shared/contracts/delivery';

/** One word for a POSIX shell, whatever is in it. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Sizes and connections are curl's own business; a stale `content-length` would cut or hang the request. */
const OWN_HEADERS = new Set(['content-length', 'connection', 'host', 'accept-encoding']);

/** The request as a command that sends the same bytes again. Masked secrets stay masked: they have to be filled in by hand. */
export const toCurl = ({ url, headers, body }: RequestView): string =>
  [
    `curl -X POST ${quote(url)}`,
    ...headers
      .filter(({ name }) => !OWN_HEADERS.has(name.toLowerCase()))
      .map(({ name, value }) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-raw ${quote(body)}`]),
  ].join(' \\\n  ');
