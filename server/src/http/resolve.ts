import dns from 'node:dns/promises';
import { lookup } from 'node:dns/promises';

/** All addresses of a host name, or a rejection that says why there are none. An argument of the sender, so that tests own DNS. */
export type Resolve = (host: string) => Promise<readonly string[]>;

const QUERY = { timeout: 2_500, tries: 2 };
const SYSTEM_LOOKUPS_AT_ONCE = 2;

/** Runs at most `limit` at a time, the others in the order they came. */
const createQueue = (limit: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= limit) await new Promise<void>((go) => waiting.push(go));
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
};

/**
 * Resolves over DNS queries first and the system's own resolver second. The system's (getaddrinfo: hosts file, search domains, VPN) blocks
 * one of the few threads that Node shares among DNS, files and zlib for as long as a dead name server is silent; half a dozen such names
 * would hold up every delivery and the site with them. So it is asked only where DNS knows no answer, and never by more than two at once.
 * Names without a dot (Docker, Kubernetes) are always its business. Equal names asked at the same time share one answer; nothing is kept.
 */
export const createResolve = (): Resolve => {
  const resolver = new dns.Resolver(QUERY);
  const queued = createQueue(SYSTEM_LOOKUPS_AT_ONCE);
  const underWay = new Map<string, Promise<readonly string[]>>();

  const askSystem = (host: string) =>
    queued(async () => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address));

  const askDns = async (host: string): Promise<readonly string[]> => {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };

  const ask = async (host: string): Promise<readonly string[]> => {
    const addresses = host.includes('.') && !host.endsWith('.localhost') ? await askDns(host) : [];
    return addresses.length > 0 ? addresses : askSystem(host);
  };

  return (host) => {
    const known = underWay.get(host);
    if (known) return known;
    const answer = ask(host).finally(() => underWay.delete(host));
    underWay.set(host, answer);
    return answer;
  };
};
