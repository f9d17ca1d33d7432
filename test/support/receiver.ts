import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { eventually } from './eventually';

/** One request as it came in, to the byte. */
export interface Received {
  readonly number: number;
  /** Milliseconds since the epoch, when the body was complete. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Names as they were written, in their order: name, value, name, value … */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly text: string;
  /** The body as JSON; throws where it is none. */
  json<T = Record<string, unknown>>(): T;
}

/** What the receiver does with a request. */
export type Behaviour =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Buffer;
    }
  /** Answers after a while. */
  | { readonly kind: 'slow'; readonly ms: number; readonly status: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Sends the head at once, then one byte of the body after another, without end. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** Takes the request and cuts the connection. */
  | { readonly kind: 'close' }
  /** Sends these bytes instead of an HTTP answer. */
  | { readonly kind: 'raw'; readonly bytes: string | Buffer };

type Script = readonly (number | Behaviour)[] | ((request: Received) => number | Behaviour | Promise<number | Behaviour>);

export interface Receiver {
  /** Its address; add a path to tell the receivers of one test apart. */
  readonly url: string;
  readonly port: number;
  /** Everything received so far, oldest first. */
  readonly requests: readonly Received[];
  /** Connections opened so far; fewer than requests where they are kept alive. */
  readonly connectionCount: number;
  /** What comes next: a list is used up one by one and its last entry stays; a function decides for each request. */
  behave(script: Script): void;
  /** The first request (from `since` on) that fits. Throws when none came in time. */
  waitFor(fits: (request: Received) => boolean, options?: { timeoutMs?: number; since?: number }): Promise<Received>;
  /** All requests, once there are that many. */
  waitForCount(count: number, timeoutMs?: number): Promise<readonly Received[]>;
  forget(): void;
  close(): Promise<void>;
}

const toBehaviour = (step: number | Behaviour): Behaviour => (typeof step === 'number' ? { kind: 'answer', status: step } : step);

const chooser = (script: Script) => {
  if (typeof script === 'function') return async (request: Received) => toBehaviour(await script(request));
  const steps = [...script];
  return async () => toBehaviour((steps.length > 1 ? steps.shift() : steps[0]) ?? 200);
};

const perform = (behaviour: Behaviour, response: http.ServerResponse) => {
  switch (behaviour.kind) {
    case 'answer':
      response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
      return;
    case 'slow':
      setTimeout(() => response.writeHead(behaviour.status).end(), behaviour.ms);
      return;
    case 'hang':
      return;
    case 'drip': {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), behaviour.everyMs);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'close':
      response.socket?.destroy();
      return;
    case 'raw':
      response.socket?.end(behaviour.bytes);
  }
};

const record = async (request: http.IncomingMessage, number: number): Promise<Received> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return {
    number,
    at: Date.now(),
    method: request.method ?? '',
    path: request.url ?? '',
    headers,
    rawHeaders: request.rawHeaders,
    body,
    text: body.toString(),
    json: <T>() => JSON.parse(body.toString()) as T,
  };
};

/**
 * A real HTTP server on the loopback that records what it gets and does what it is told. Answers 200 until told otherwise.
 * @param options.port a free one unless given
 */
export const startReceiver = async ({ port = 0 }: { port?: number } = {}): Promise<Receiver> => {
  const requests: Received[] = [];
  const sockets = new Set<Socket>();
  let connectionCount = 0;
  let choose = chooser([200]);
  let count = 0;

  const server = http.createServer((request, response) => {
    const number = ++count;
    record(request, number).then(
      async (received) => {
        requests.push(received);
        perform(await choose(received), response);
      },
      () => response.destroy() // The sender went away in the middle of its request.
    );
  });
  server.on('connection', (socket) => {
    connectionCount++;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    get connectionCount() {
      return connectionCount;
    },
    behave(script) {
      choose = chooser(script);
    },
    waitFor: (fits, { timeoutMs = 15_000, since = 0 } = {}) =>
      eventually(() => requests.slice(since).find(fits), { timeoutMs, what: `a request that fits, of ${requests.length} so far` }),
    async waitForCount(wanted, timeoutMs = 15_000) {
      await eventually(() => requests.length >= wanted || null, { timeoutMs, what: `${wanted} requests` });
      return [...requests];
    },
    forget() {
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

/**
 * Lets the package `standardwebhooks` check a request; throws when the signature does not hold. Answers the body, parsed where it is JSON.
 */
export const verify = (request: Received, secret: string): unknown => {
  new StandardWebhook(secret).verify(request.text, { ...request.headers }, { jsonParse: false });
  return request.headers['content-type']?.includes('json') ? request.json() : request.text;
};
