import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';

export type Address = IPv4 | IPv6;
type Range = readonly [Address, number];

/** What the operator opened on purpose. */
export interface AllowList {
  /** The address lies in a range or is one of the addresses. */
  hasAddress(address: Address): boolean;
  /** The address itself is an entry: as wide as one address. */
  hasExactly(address: Address): boolean;
  /** The host name is an entry, or ends as a `*.` entry does. Lower case, without a dot at the end. */
  hasName(host: string): boolean;
}

const NAME = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
/** As `URL` has it: a host whose last label is a number is an IPv4 address or nothing. */
const ENDS_IN_NUMBER = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)$/;

const width = (address: Address): number => (address.kind() === 'ipv4' ? 32 : 128);

/** An IPv4 range in IPv6 clothes (`::ffff:10.0.0.0/104`) means the IPv4 range. */
const unmapped = ([address, bits]: Range): Range =>
  address.kind() === 'ipv6' && (address as IPv6).isIPv4MappedAddress() && bits >= 96
    ? [(address as IPv6).toIPv4Address(), bits - 96]
    : [address, bits];

const parseRange = (entry: string): Range | null => {
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(entry) || ipaddr.IPv6.isValidCIDR(entry)) return unmapped(ipaddr.parseCIDR(entry));
  if (!ipaddr.IPv4.isValidFourPartDecimal(entry) && !ipaddr.IPv6.isValid(entry)) return null;
  const address = ipaddr.parse(entry);
  return unmapped([address, width(address)]);
};

const contains = ([network, bits]: Range, address: Address): boolean =>
  network.kind() === address.kind() && address.match(network as IPv4 & IPv6, bits);

/**
 * Reads the allow-list: IP addresses, CIDR ranges, host names, and `*.suffix` for the names under a suffix (not the suffix itself).
 * @throws a sentence for an entry that is none of these: a slip here would otherwise open nothing, or something else.
 */
export const parseAllowList = (entries: readonly string[]): AllowList => {
  const ranges: Range[] = [];
  const names = new Set<string>();
  const suffixes: string[] = [];
  for (const raw of entries) {
    const entry = raw.trim().toLowerCase().replace(/\.$/, '');
    const range = parseRange(entry.replace(/^\[(.*)\]$/, '$1'));
    if (range) ranges.push(range);
    else if (!NAME.test(entry) || ENDS_IN_NUMBER.test(entry)) {
      throw new Error(
        `expected each entry of the allow-list to be an IP address, a CIDR range such as 10.0.0.0/8, a host name or *.suffix, got ${JSON.stringify(raw)}`
      );
    } else if (entry.startsWith('*.')) suffixes.push(entry.slice(1));
    else names.add(entry);
  }
  return {
    hasAddress: (address) => ranges.some((range) => contains(range, address)),
    hasExactly: (address) => ranges.some((range) => range[1] === width(address) && contains(range, address)),
    hasName: (host) => names.has(host) || suffixes.some((suffix) => host.endsWith(suffix)),
  };
};
