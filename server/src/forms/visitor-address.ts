import ipaddr from 'ipaddr.js';
import type { FormSettings } from '../../../shared/contracts/form';
import type { Keys } from './keys';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const parse = (address: string): Address | null => {
  try {
    return ipaddr.process(address.split('%')[0]!);
  } catch {
    return null;
  }
};

const networkOf = (address: Address, prefix: number): string =>
  (address.kind() === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(`${address.toString()}/${prefix}`)
    : ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${prefix}`)
  ).toString();

/** What of a visitor's address is kept: nothing, its network (IPv4 /24, IPv6 /48), or all of it. */
export const keptAddress = (address: string, mode: FormSettings['privacy']['address']): string | undefined => {
  const parsed = mode === 'none' ? null : parse(address);
  if (parsed === null) return undefined;
  return mode === 'full' ? parsed.toString() : networkOf(parsed, parsed.kind() === 'ipv4' ? 24 : 48);
};

/**
 * Who an address stands for, as a key that says nothing about it: for limits. One household has a whole IPv6 /64, so that is what counts. What
 * is no address counts as one visitor.
 */
export const addressKey = (keys: Keys, address: string, formId: string): string => {
  const parsed = parse(address);
  const who = parsed === null ? '' : parsed.kind() === 'ipv4' ? parsed.toString() : networkOf(parsed, 64);
  return keys.sign('address', `${formId} ${who}`);
};
