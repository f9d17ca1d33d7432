import dns from 'node:dns/promises';
import { addressesInHostsFile, HOSTS_FILE } from './hosts-file';

/** All addresses of a host name, or a rejection that says why there are none. An argument of the sender, so that tests own DNS. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface ResolveOptions {
  /** Name servers to ask, `address` or `address:port`; those of the system unless given. */
  readonly servers?: readonly string[];
  readonly hostsFile?: string;
  /** The system's own resolver. */
  readonly askSystem?: Resolve;
}

const QUERY = { timeout: 2_500, tries: 2 };
const SYSTEM_LOOKUPS_AT_ONCE = 2;

/** Runs at most `limit` at a time, the others in the order they came. */
const createQueue = (limit: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < limit) running += 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};

const getaddrinfo: Resolve = async (host) => (await dns.lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/**
 * Resolves by the hosts file first, DNS queries second, and the system's own resolver third.
 *
 * The system's (getaddrinfo: search domains, multicast DNS, VPN) blocks one of the few threads that Node shares among DNS, files and zlib for
 * as long as a dead name server is silent; half a dozen such names would hold up every delivery and the site with them. So it is asked only
 * where DNS knows no answer, and never by more than two at once. Names without a dot (Docker, Kubernetes) are always its business.
 * Equal names asked at the same time share one answer; nothing is kept.
 */
export const createResolve = ({ servers, hostsFile = HOSTS_FILE, askSystem = getaddrinfo }: ResolveOptions = {}): Resolve => {
  const queued = createQueue(SYSTEM_LOOKUPS_AT_ONCE);
  const underWay = new Map<string, Promise<readonly string[]>>();

  const askDns = async (host: string): Promise<readonly string[]> => {
    // A new one each time: it reads the system's configuration when it is made, and would stay with name servers that are long replaced.
    const resolver = new dns.Resolver(QUERY);
    if (servers) resolver.setServers(servers);
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };

  const ask = async (host: string): Promise<readonly string[]> => {
    const listed = await addressesInHostsFile(hostsFile, host);
    if (listed.length > 0) return listed;
    const answered = host.includes('.') ? await askDns(host) : [];
    return answered.length > 0 ? answered : queued(() => askSystem(host));
  };

  return (host) => {
    const known = underWay.get(host);
    if (known) return known;
    const answer = ask(host).finally(() => underWay.delete(host));
    underWay.set(host, answer);
    return answer;
  };
};
