/**
 * What `ipaddr.js` calls unicast although nothing of the public internet lives there, and what it may come to call unicast one day. Sources:
 * the special-purpose registries of IANA, https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry.
 */
export const SPECIAL_RANGES = [
  '0.0.0.0/8',
  '100.64.0.0/10',
  '168.63.129.16/32', // Azure's platform address: a public number that every virtual machine there can reach
  '192.0.0.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '2001::/23', // IETF assignments: Teredo, ORCHID, benchmarking, AMT, AS112, drone ids …
  '2001:db8::/32',
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
] as const;

/** The one block from which global IPv6 unicast is handed out. All outside it is special, assigned today or not. */
export const GLOBAL_IPV6 = '2000::/3';

/**
 * Where clouds serve credentials to whoever asks from inside. Only an entry of the allow-list that is exactly this address opens one: a wide
 * range such as `fd00::/8` or a name under `*.internal` is never meant to.
 */
export const METADATA_ADDRESSES = [
  '169.254.169.254', // AWS, Google, Azure, DigitalOcean, Oracle …
  '169.254.169.253', // AWS, DNS
  '169.254.170.2', // AWS, container credentials
  '169.254.170.23', // AWS, pod identity
  '169.254.0.23', // Tencent
  '169.254.42.42', // Scaleway
  '100.100.100.200', // Alibaba
  '168.63.129.16', // Azure
  '192.0.0.192', // Oracle
  'fd00:ec2::254', // AWS
  'fd00:ec2::253', // AWS, DNS
  'fd00:ec2::23', // AWS, pod identity
  'fd20:ce::254', // Google
  'fd00:42::42', // Scaleway
] as const;
