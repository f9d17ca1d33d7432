import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';

const PAGE = path.join(path.dirname(fileURLToPath(import.meta.url)), 'page.html');
const KEPT = 500;

const read = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** `null` when the signature holds, otherwise why it does not. */
const fault = (secret, body, headers) => {
  if (!secret) return 'no secret is known for this address';
  try {
    new Webhook(secret).verify(body.toString(), headers, { jsonParse: false });
    return null;
  } catch (error) {
    return error.message;
  }
};

/**
 * The demo's receivers: one server, an address for each webhook. It checks every signature with the package `standardwebhooks`, answers
 * 401 where one does not hold, and shows what it got on its page. A broken receiver answers 503 until it is mended, by hand on the page or
 * after a number of requests.
 */
export const startReceiver = async (port) => {
  const receivers = new Map();
  const receipts = [];
  const watchers = new Set();
  let adminUrl = null;

  const state = () => [...receivers.values()].map(({ secret: _secret, ...shown }) => shown);
  const tell = (kind, data) => {
    for (const watcher of watchers) watcher.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  const statusFor = (receiver, why) => {
    if (why) return 401;
    if (receiver.failuresLeft > 0) {
      receiver.failuresLeft--;
      return 503;
    }
    return receiver.isBroken ? 503 : 200;
  };

  const receive = async (request, response, receiver) => {
    const body = await read(request);
    const why = fault(receiver.secret, body, request.headers);
    const status = statusFor(receiver, why);
    const receipt = {
      number: receipts.length + 1,
      at: Date.now(),
      path: receiver.path,
      type: request.headers['x-strapi-event'] ?? '',
      id: request.headers['webhook-id'] ?? '',
      attempt: Number(request.headers['x-switchboard-attempt'] ?? 1),
      isVerified: why === null,
      why,
      status,
      headers: request.headers,
      body: body.toString(),
    };
    receipts.push(receipt);
    response.writeHead(status, { 'content-type': 'text/plain' }).end(why ?? (status === 200 ? 'thank you' : 'broken on purpose'));
    tell('receipt', receipt);
    tell('receivers', state());
  };

  const watch = (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    watchers.add(response);
    request.on('close', () => watchers.delete(response));
    response.write(`event: start\ndata: ${JSON.stringify({ adminUrl, receivers: state(), receipts: receipts.slice(-KEPT) })}\n\n`);
  };

  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://receiver');
    const receiver = receivers.get(pathname.replace(/^\/(toggle\/)?/, ''));
    if (request.method === 'GET' && pathname === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(fs.readFileSync(PAGE));
    } else if (request.method === 'GET' && pathname === '/events') {
      watch(request, response);
    } else if (request.method === 'POST' && receiver && pathname.startsWith('/toggle/')) {
      // Only the page itself may: another site's form would come with another origin.
      if (request.headers.origin !== `http://${request.headers.host}`) return response.writeHead(403).end();
      receiver.isBroken = !receiver.isBroken;
      receiver.failuresLeft = 0;
      tell('receivers', state());
      response.writeHead(204).end();
    } else if (request.method === 'POST' && receiver) {
      receive(request, response, receiver).catch(() => response.destroy());
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${port}`,
    receipts,
    /** Where its page leads to. */
    introduce: (url) => (adminUrl = url),
    /** From now on requests to this path are checked with this secret. */
    expect({ path: where, name, about, secret, failuresFirst = 0 }) {
      receivers.set(where, { path: where, name, about, secret, isBroken: false, failuresLeft: failuresFirst });
      tell('receivers', state());
    },
    close: () =>
      new Promise((resolve) => {
        for (const watcher of watchers) watcher.end();
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
};
