import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';
import { parseAllowList, type Address, type AllowList } from './allow-list';
import { embeddedIPv4 } from './embedded-ipv4';
import { GLOBAL_IPV6, METADATA_ADDRESSES, SPECIAL_RANGES } from './special-ranges';

export type JudgedUrl =
  | { readonly kind: 'allowed'; readonly url: URL }
  /** `because` is a sentence for people; `address` is the host that was refused, `''` where there is none. */
  | { readonly kind: 'forbidden'; readonly because: string; readonly address: string };

/** Keeps requests away from what is not the public internet (server-side request forgery), unless the operator opened it. */
export interface Guard {
  /** What can be said before DNS: when a webhook is saved, and again before each request. A name may still turn out forbidden. */
  judgeUrl(text: string): JudgedUrl;
  /** Whether a socket may talk to `ip` on behalf of `host` (as in the URL; an IP literal without brackets). */
  judgeAddress(ip: string, host: string): boolean;
}

const SPECIAL_IPV4 = SPECIAL_RANGES.filter((cidr) => !cidr.includes(':')).map((cidr) => ipaddr.IPv4.parseCIDR(cidr));
const SPECIAL_IPV6 = SPECIAL_RANGES.filter((cidr) => cidr.includes(':')).map((cidr) => ipaddr.IPv6.parseCIDR(cidr));
const GLOBAL = ipaddr.IPv6.parseCIDR(GLOBAL_IPV6);
const METADATA = new Set(METADATA_ADDRESSES.map((address) => ipaddr.parse(address).toNormalizedString()));

const LOOPBACK = [ipaddr.parse('127.0.0.1'), ipaddr.parse('::1')] as const;
const METADATA_NAMES = new Set(['metadata', 'metadata.google.internal', 'instance-data', 'instance-data.ec2.internal']);

/** RFC 6761 keeps `localhost` and all names under it for this machine; the others stand in many a hosts file. */
const isLoopbackName = (host: string): boolean =>
  /(?:^|\.)localhost$/.test(host) || ['localhost.localdomain', 'ip6-localhost', 'ip6-loopback'].includes(host);

const isPublicIPv4 = (address: IPv4): boolean =>
  address.range() === 'unicast' && !SPECIAL_IPV4.some((range) => address.match(range));

const isPublicIPv6 = (address: IPv6): boolean =>
  address.range() === 'unicast' && address.match(GLOBAL) && !SPECIAL_IPV6.some((range) => address.match(range));

/** Brackets of an IPv6 literal, and the dot of a fully qualified name, are no part of the host. */
export const plainHost = (hostname: string): string =>
  hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

const isLiteral = (host: string): boolean => ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host);

const judge = (address: Address, isNamed: boolean, allow: AllowList): boolean => {
  if (METADATA.has(address.toNormalizedString())) return allow.hasExactly(address);
  if (address.kind() === 'ipv4') return isNamed || allow.hasAddress(address) || isPublicIPv4(address as IPv4);

  const embedded = embeddedIPv4(address as IPv6);
  if (!embedded) return isNamed || allow.hasAddress(address) || isPublicIPv6(address as IPv6);
  // Nobody needs these forms for a public address, and every one of them has been a way round a guard. Opening the range of a translator
  // (64:ff9b::/96 on an IPv6-only network) opens the way, not what lies behind it: that is judged as what it is.
  if (embedded.isMapped) return (isNamed || allow.hasAddress(embedded.inner)) && judge(embedded.inner, isNamed, allow);
  return (isNamed || allow.hasAddress(address)) && judge(embedded.inner, isNamed, allow);
};

const forbidden = (because: string, address = ''): JudgedUrl => ({ kind: 'forbidden', because, address });

const parseUrl = (text: string): URL | null => {
  try {
    return new URL(text);
  } catch {
    return null;
  }
};

/**
 * Makes a guard. `allow` opens what is closed by default: CIDR ranges, IP addresses, host names (with whatever they resolve to) and
 * `*.suffix`.
 *
 * Ports are not judged. The address decides whether something is internal; receivers listen on any port, and a POST to port 22 or 6379
 * of a public machine is nothing its owner does not see every minute.
 * @throws a sentence where an entry of `allow` cannot be read
 */
export const createGuard = ({ allow }: { readonly allow: readonly string[] }): Guard => {
  const list = parseAllowList(allow);

  const judgeAddress = (ip: string, host: string): boolean => {
    // Not a strict parser's idea of an address: nothing that a socket could mean by it is worth finding out. Zones (fe80::1%eth0) included.
    if (ip.includes('%') || !isLiteral(ip)) return false;
    return judge(ipaddr.parse(ip), list.hasName(plainHost(host)), list);
  };

  const judgeHost = (host: string): boolean => {
    if (isLiteral(host)) return judgeAddress(host, host);
    if (list.hasName(host)) return true;
    if (isLoopbackName(host)) return LOOPBACK.some((address) => list.hasAddress(address));
    return !METADATA_NAMES.has(host);
  };

  return {
    judgeAddress,
    judgeUrl: (text) => {
      // The parser has the last word on what a spelling means (0x7f.1, %6c, tabs, full-width digits): judge its result, never the text.
      const url = parseUrl(text);
      if (!url) return forbidden('Expected an absolute URL such as https://example.com/hook.');
      const host = plainHost(url.hostname);
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        return forbidden(`Expected a URL that starts with http:// or https://, got ${url.protocol}`, host);
      }
      if (url.username || url.password) {
        return forbidden('Expected a URL without user name and password; use the authentication settings for them.', host);
      }
      if (!judgeHost(host)) {
        return forbidden(
          `Expected a public address, got ${host}; \`http.allowAddresses\` in the configuration opens private ones.`,
          host
        );
      }
      return { kind: 'allowed', url };
    },
  };
};
