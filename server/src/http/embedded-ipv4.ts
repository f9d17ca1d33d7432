import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';

/** An IPv4 address inside an IPv6 one. `isMapped`: the same address in other words, not a detour over a translator. */
export interface EmbeddedIPv4 {
  readonly inner: IPv4;
  readonly isMapped: boolean;
}

const ipv4At = (bytes: readonly number[], offset: number, mask = 0): IPv4 =>
  new ipaddr.IPv4(bytes.slice(offset, offset + 4).map((byte) => byte ^ mask));

const range = (cidr: string): [IPv6, number] => ipaddr.IPv6.parseCIDR(cidr);

/** Prefixes behind which an IPv4 address sits, and at which byte. */
const EMBEDDINGS: readonly { readonly prefix: [IPv6, number]; readonly offset: number; readonly mask?: number }[] = [
  { prefix: range('::/96'), offset: 12 }, // IPv4-compatible, RFC 4291
  { prefix: range('::ffff:0:0:0/96'), offset: 12 }, // IPv4-translated, RFC 2765
  { prefix: range('64:ff9b::/96'), offset: 12 }, // NAT64, RFC 6052
  { prefix: range('64:ff9b:1::/48'), offset: 12 }, // NAT64 with a local prefix, RFC 8215, read as a /96
  { prefix: range('2002::/16'), offset: 2 }, // 6to4, RFC 3056
  { prefix: range('2001::/32'), offset: 12, mask: 0xff }, // Teredo, RFC 4380: the client's address, inverted
];

/** ISATAP (RFC 5214) hides the address in the interface id, behind any prefix at all. */
const isIsatap = (bytes: readonly number[]): boolean =>
  (bytes[8] === 0 || bytes[8] === 2) && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe;

/** The IPv4 address that a router, translator or tunnel would make of this IPv6 address; `null` where there is none. */
export const embeddedIPv4 = (address: IPv6): EmbeddedIPv4 | null => {
  if (address.isIPv4MappedAddress()) return { inner: address.toIPv4Address(), isMapped: true };
  // The first two of ::/96 are addresses in their own right.
  if (address.range() === 'loopback' || address.range() === 'unspecified') return null;
  const bytes = address.toByteArray();
  const embedding = EMBEDDINGS.find(({ prefix }) => address.match(prefix));
  if (embedding) return { inner: ipv4At(bytes, embedding.offset, embedding.mask), isMapped: false };
  return isIsatap(bytes) ? { inner: ipv4At(bytes, 12), isMapped: false } : null;
};
