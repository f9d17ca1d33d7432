import net from 'node:net';
import tls from 'node:tls';
import type { UnreachableReason } from '../../../shared/contracts/delivery';
import { plainHost, type Guard } from './guard';
import type { Resolve } from './resolve';

/** The guard refused an address of the host. */
export class ForbiddenAddress extends Error {
  constructor(readonly address: string) {
    super(`the address ${address} is forbidden`);
    this.name = 'ForbiddenAddress';
  }
}

/** No connection, and at which step it failed. */
export class ConnectFault extends Error {
  constructor(
    readonly reason: UnreachableReason | null,
    cause: unknown
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'ConnectFault';
  }
}

export interface ConnectOptions {
  readonly guard: Guard;
  readonly resolve: Resolve;
  /** Certificates in PEM trusted beside Node's own, for receivers behind a private authority. */
  readonly ca?: readonly string[];
}

export interface Target {
  /** As in the URL; an IPv6 literal may have its brackets. */
  readonly hostname: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Ends the attempt to connect, in whatever step it is. */
  readonly signal: AbortSignal;
}

export type Connect = (target: Target) => Promise<net.Socket>;

/** How long one of several addresses may take before the next is tried (RFC 8305 asks for 250 ms, which cuts off far continents). */
const NEXT_ADDRESS_AFTER_MS = 1_000;

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = () => reject(signal.reason as Error);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });

/** Resolves when `event` comes; destroys the socket and rejects on error, early close and abort. Leaves no listener of its own behind. */
const settled = (socket: net.Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> =>
  new Promise((done, fail) => {
    const stop = (error: unknown) => {
      release();
      socket.destroy();
      fail(error);
    };
    const onEvent = () => {
      release();
      done();
    };
    const onClose = () => stop(Object.assign(new Error('the other side closed the connection'), { code: 'ECONNRESET' }));
    const onAbort = () => stop(signal.reason);
    const release = () => {
      socket.off(event, onEvent).off('error', stop).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
    };
    socket.on(event, onEvent).on('error', stop).on('close', onClose);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });

/** An error between two owners, or of a dying socket, must not become an uncaught exception. Whoever owns the socket hears it as well. */
const ignoreLateErrors = (socket: net.Socket): void => {
  socket.on('error', () => {});
};

const pinned =
  (addresses: readonly string[]): net.LookupFunction =>
  (_host, options, callback) => {
    const all = addresses.map((address) => ({ address, family: net.isIP(address) }));
    if (options.all) callback(null, all);
    else callback(null, all[0]!.address, all[0]!.family);
  };

/**
 * Opens guarded sockets: checks a literal, or every address of a name (one forbidden address refuses them all), dials exactly the checked
 * addresses, and checks the one that answered before a byte is sent, so that no second look at DNS can lead elsewhere (rebinding). TLS
 * keeps the name for SNI and for the certificate.
 */
export const createConnect = ({ guard, resolve, ca }: ConnectOptions): Connect => {
  const roots = ca && [...tls.rootCertificates, ...ca];

  const addressesOf = async (host: string, signal: AbortSignal): Promise<readonly string[]> => {
    if (net.isIP(host)) return [host];
    try {
      const addresses = await Promise.race([resolve(host), aborted(signal)]);
      if (addresses.length === 0) throw new Error(`${host} has no address`);
      return addresses;
    } catch (error) {
      throw signal.aborted ? error : new ConnectFault('dns', error);
    }
  };

  const dial = async (host: string, addresses: readonly string[], { port, signal }: Target): Promise<net.Socket> => {
    const socket = net.connect({
      host,
      port,
      lookup: pinned(addresses),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS,
      noDelay: true,
      keepAlive: true,
    });
    ignoreLateErrors(socket);
    await settled(socket, 'connect', signal).catch((error: unknown) => {
      throw signal.aborted ? error : new ConnectFault(null, error);
    });
    const remote = socket.remoteAddress ?? '';
    if (!guard.judgeAddress(remote, host)) {
      socket.destroy();
      throw new ForbiddenAddress(remote || host);
    }
    return socket;
  };

  const secure = async (host: string, socket: net.Socket, signal: AbortSignal): Promise<net.Socket> => {
    const secured = tls.connect({
      socket,
      host, // what the certificate must name
      servername: net.isIP(host) ? '' : host, // SNI knows no addresses
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: true,
      ...(roots ? { ca: roots } : {}),
    });
    ignoreLateErrors(secured);
    await settled(secured, 'secureConnect', signal).catch((error: unknown) => {
      socket.destroy();
      throw signal.aborted ? error : new ConnectFault('tls', error);
    });
    return secured;
  };

  return async (target) => {
    const host = plainHost(target.hostname);
    const addresses = await addressesOf(host, target.signal);
    const refused = addresses.find((address) => !guard.judgeAddress(address, host));
    if (refused !== undefined) throw new ForbiddenAddress(refused);
    const socket = await dial(host, addresses, target);
    return target.isSecure ? secure(host, socket, target.signal) : socket;
  };
};
