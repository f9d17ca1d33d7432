const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford's base 32, as the server's ids
const TIME_LENGTH = 10;
const CHANCE_LENGTH = 16;

const timeText = (ms: number): string => {
  let rest = ms;
  let text = '';
  for (let count = 0; count < TIME_LENGTH; count += 1) {
    text = `${ALPHABET[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
};

/** A new id such as `fld_01KB…`, as the server makes them. By `getRandomValues`, because a panel served without TLS has no `randomUUID`. */
export const newId = (prefix: 'fld' | 'pag' | 'not'): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(CHANCE_LENGTH));
  return `${prefix}_${timeText(Date.now())}${Array.from(bytes, (byte) => ALPHABET[byte % 32]).join('')}`;
};
