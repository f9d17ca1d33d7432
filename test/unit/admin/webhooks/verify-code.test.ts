import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

import type { SecretKind } from '../../../../shared/contracts';
import { VERIFY_CODES } from '../../../../admin/src/webhooks/verify-code';
import { generateSecret } from '../../../../server/src/signing/secret';
import { signStandard } from '../../../../server/src/signing/standard-webhooks';

const PATH = '/hooks/strapi';
/** Not only ASCII: a receiver that decodes the body before it verifies fails here. */
const BODY = Buffer.from(JSON.stringify({ event: 'entry.publish', title: 'Grüße aus Köln – ☕' }));

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const works = (command: string, args: readonly string[]) => spawnSync(command, args).status === 0;

/** How a text in one language becomes a running receiver on this machine; languages without an entry are only looked at. */
const RUNNERS: Record<
  string,
  { file: string; command: string; args: (file: string, port: number) => string[]; hasIt: (kind: SecretKind) => boolean }
> = {
  node: { file: 'receiver.mjs', command: process.execPath, args: (file) => [file], hasIt: () => true },
  python: {
    file: 'receiver.py',
    command: 'python3',
    args: (file) => [file],
    hasIt: (kind) =>
      works('python3', ['-c', kind === 'ed25519' ? 'import cryptography' : 'import sys; assert sys.version_info >= (3, 9)']),
  },
  php: {
    file: 'receiver.php',
    command: 'php',
    args: (file, port) => ['-S', `127.0.0.1:${port}`, file],
    hasIt: (kind) => works('php', ['-r', kind === 'ed25519' ? 'exit(extension_loaded("sodium") ? 0 : 1);' : 'exit(0);']),
  },
  go: { file: 'main.go', command: 'go', args: (file) => ['run', file], hasIt: () => works('go', ['version']) },
};

const running: { process: ChildProcess; folder: string }[] = [];

afterEach(() => {
  for (const { process: child, folder } of running.splice(0)) {
    // The whole group: `go run` starts the receiver as a child of its own.
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

const send = (port: number, headers: Record<string, string>, body: Buffer = BODY) =>
  fetch(`http://127.0.0.1:${port}${PATH}`, { method: 'POST', headers, body: new Uint8Array(body) });

/** Starts a receiver and waits until it answers at all. */
const start = async (name: string, code: string, secret: string): Promise<number> => {
  const runner = RUNNERS[name];
  if (!runner) throw new Error(`expected a runner for ${name}`);
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'verify-code-'));
  const file = path.join(folder, runner.file);
  // Only Go's text names its port, because its whole main function is meant to be copied.
  writeFileSync(file, code.replace('":4000"', `"127.0.0.1:${port}"`));
  const env = { ...process.env, PORT: String(port), WEBHOOK_SECRET: secret, GOCACHE: path.join(tmpdir(), 'verify-code-go-cache') };
  const child = spawn(runner.command, runner.args(file, port), { env, detached: true, stdio: 'ignore' });
  running.push({ process: child, folder });
  await expect
    .poll(
      () =>
        send(port, {}).then(
          (answer) => answer.status,
          () => 0
        ),
      { timeout: 60_000, interval: 50 }
    )
    .toBe(401);
  return port;
};

const signed = (kind: SecretKind, secrets: readonly string[], timestampS = Math.floor(Date.now() / 1_000)) => ({
  'webhook-id': 'evt_1',
  'webhook-timestamp': String(timestampS),
  'webhook-signature': signStandard(
    { id: 'evt_1', timestampS, body: BODY },
    secrets.map((value) => ({ kind, value }))
  ),
});

describe.each(VERIFY_CODES)('code to verify in $label', (code) => {
  it.each(['symmetric', 'ed25519'] as const)('names the path and the key of the webhook (%s)', (kind) => {
    const text = code[kind]({ path: PATH, publicKey: 'whpk_AAAA' });

    expect(text).toContain(PATH);
    expect(text).toContain(kind === 'ed25519' ? 'whpk_AAAA' : 'WEBHOOK_SECRET');
  });

  const runner = RUNNERS[code.name];
  it.for(['symmetric', 'ed25519'] as const)(
    'accepts what Switchboard signs and nothing else (%s)',
    { timeout: 120_000 },
    async (kind, { skip }) => {
      if (!runner?.hasIt(kind)) return skip(`${code.label} is not on this machine`);
      const current = generateSecret(kind);
      const old = generateSecret(kind);
      const stranger = generateSecret(kind);
      const port = await start(code.name, code[kind]({ path: PATH, publicKey: current.publicKey }), current.value);
      const nowS = Math.floor(Date.now() / 1_000);

      expect((await send(port, signed(kind, [current.value]))).status).toBe(204);
      expect((await send(port, signed(kind, [old.value, current.value]))).status).toBe(204);
      expect((await send(port, signed(kind, [stranger.value]))).status).toBe(401);
      expect((await send(port, signed(kind, [current.value], nowS - 600))).status).toBe(401);
      expect((await send(port, signed(kind, [current.value], nowS + 600))).status).toBe(401);
      expect((await send(port, signed(kind, [current.value]), Buffer.from('{"event":"entry.delete"}'))).status).toBe(401);
      expect((await send(port, { ...signed(kind, [current.value]), 'webhook-id': 'evt_2' })).status).toBe(401);
      expect((await send(port, { ...signed(kind, [current.value]), 'webhook-signature': 'v1,x v1a,!' })).status).toBe(401);
    }
  );
});
