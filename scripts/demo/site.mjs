import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ROOT } from '../run.mjs';

export const LOGIN = { email: 'admin@example.com', password: 'Switchboard-1' };

const APP = path.join(ROOT, 'playground');

/** The wanted port, or a free one where somebody has it. */
export const freePort = (wanted) =>
  new Promise((resolve) => {
    const server = createServer();
    const done = () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    };
    server.once('error', () => server.listen(0, '127.0.0.1', done));
    server.listen(wanted, '127.0.0.1', done);
  });

const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const caller = (url, token) => async (method, where, body) => {
  const isForm = body instanceof FormData;
  const headers = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(body && !isForm && { 'content-type': 'application/json' }),
  };
  const response = await fetch(url + where, { method, headers, body: isForm ? body : body && JSON.stringify(body) });
  const answer = parse(await response.text());
  if (!response.ok) throw new Error(`${method} ${where} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
};

const isHealthy = async (url) => {
  try {
    return (await fetch(`${url}/_health`)).status === 204;
  } catch {
    return false;
  }
};

/**
 * Starts the playground on a new SQLite database in a process of its own and logs in as its administrator.
 * @returns {Promise<{ url: string, admin: Function, as: (token: string) => Function, log: string, stop: () => Promise<void>, forget: () => void, ended: Promise<number | null> }>}
 */
export const startSite = async ({ port, receiverUrl }) => {
  const url = `http://127.0.0.1:${port}`;
  // Of its own, so that a check may run beside a demo.
  const folder = path.join(APP, `.tmp/demo-${port}`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'public/uploads'), { recursive: true });
  const log = path.join(folder, 'strapi.log');
  const output = fs.openSync(log, 'w');
  const child = spawn(process.execPath, [path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js'), 'start'], {
    cwd: APP,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      PUBLIC_DIR: path.join(folder, 'public'),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: path.join(folder, 'demo.db'),
      MAIL_DIR: path.join(folder, 'mail'),
      PLAYGROUND_ADMIN: `${LOGIN.email}:${LOGIN.password}`,
      DEMO_RECEIVER_URL: receiverUrl,
      STRAPI_TELEMETRY_DISABLED: 'true',
    },
  });
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)));
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    process.off('exit', killAtExit);
  };

  const endsAt = Date.now() + 120_000;
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null || Date.now() > endsAt) {
      await stop();
      throw new Error(`Strapi did not come up; it said:\n${fs.readFileSync(log, 'utf8')}`);
    }
    await pause(100);
  }
  const { data } = await caller(url)('POST', '/admin/login', LOGIN);
  const forget = () => fs.rmSync(folder, { recursive: true, force: true });
  return {
    url,
    admin: caller(url, data.token),
    as: (token) => caller(url, token),
    log: path.relative(ROOT, log),
    stop,
    forget,
    ended,
  };
};
