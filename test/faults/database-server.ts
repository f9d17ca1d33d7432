import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { eventually } from '../support/eventually';

/** A server of a test's own, in a temporary folder and on a free port of the loopback: the test may do with it as it likes. */
export interface OwnServer {
  readonly port: number;
  /** Kills it as a power failure would, and starts it again on the same files. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

interface Program {
  /** Who runs it when we are root, which these servers refuse or should not be. */
  readonly user: string;
  /** Makes the files of an empty server. */
  readonly make: (folder: string) => readonly string[] | null;
  readonly serve: (folder: string, port: number) => readonly string[];
}

/** Debian keeps PostgreSQL's programs out of the PATH. */
const FOLDERS = [
  ...(process.env.PATH ?? '').split(path.delimiter),
  '/usr/sbin',
  '/usr/local/sbin',
  ...(fs.existsSync('/usr/lib/postgresql') ? fs.readdirSync('/usr/lib/postgresql').map((v) => `/usr/lib/postgresql/${v}/bin`) : []),
];

const find = (...names: readonly string[]): string | null =>
  names.flatMap((name) => FOLDERS.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file)) ?? null;

const need = (...names: readonly string[]): string => {
  const found = find(...names);
  if (found === null) throw new Error(`${names[0]} is not installed`);
  return found;
};

const PROGRAMS = {
  postgres: {
    user: 'postgres',
    make: (folder) => [need('initdb'), '-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'],
    serve: (folder, port) => [
      ...[need('postgres'), '-D', folder, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
      ...['-c', 'max_connections=400', '-c', 'shared_buffers=256MB', '-c', 'max_wal_size=4GB'],
    ],
  },
  mysql: {
    user: 'mysql',
    make: (folder) => [
      ...[need('mariadb-install-db', 'mysql_install_db'), '--no-defaults', `--datadir=${folder}`],
      ...['--auth-root-authentication-method=normal', '--skip-test-db'],
    ],
    serve: (folder, port) => [
      ...[need('mariadbd', 'mysqld'), '--no-defaults', `--datadir=${folder}`, `--port=${port}`, `--socket=${folder}/socket`],
      ...['--bind-address=127.0.0.1', `--pid-file=${folder}/pid`, '--max-connections=400', '--innodb-buffer-pool-size=512M'],
    ],
  },
  redis: {
    user: 'redis',
    make: () => null,
    serve: (folder, port) => [
      ...[need('redis-server'), '--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'],
    ],
  },
} as const satisfies Record<string, Program>;

export type ServerKind = keyof typeof PROGRAMS;

/** Why such a server cannot be started here; `null` when it can. */
export const obstacleTo = (kind: ServerKind): string | null => {
  try {
    PROGRAMS[kind].make('x');
    PROGRAMS[kind].serve('x', 1);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.destroy()).once('error', () => socket.destroy());
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });

const idOf = (flag: '-u' | '-g', user: string): number => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout);

/** Nothing where we are not root; else the server's usual user. */
const asUser = (user: string): { uid?: number; gid?: number } => {
  const uid = process.getuid?.() === 0 ? idOf('-u', user) : NaN;
  return uid > 0 ? { uid, gid: idOf('-g', user) } : {};
};

/** Makes and starts a server. Throws with what it said when it does not come up. */
export const startOwnServer = async (kind: ServerKind): Promise<OwnServer> => {
  const { user, make, serve } = PROGRAMS[kind];
  const identity = asUser(user);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `switchboard-${kind}-`));
  if (identity.uid) fs.chownSync(folder, identity.uid, identity.gid!);
  const [program, ...args] = make(folder) ?? [];
  if (program) {
    const made = spawnSync(program, args, { ...identity, cwd: folder, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`${program} ended with ${made.status}\n${made.stdout}${made.stderr}`);
  }
  const port = await freePort();
  let child: ChildProcess | null = null;
  const leave = () => {
    child?.kill(kind === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
    try {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    } catch {
      // It still writes while it ends; the other servers must be ended all the same, and the system empties its temporary folder.
    }
  };
  process.on('exit', leave);

  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    const one = child;
    if (one === null || one.exitCode !== null || one.signalCode !== null) return;
    const ended = new Promise((resolve) => one.once('exit', resolve));
    one.kill(signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    const [command = '', ...words] = serve(folder, port);
    const one = spawn(command, words, { ...identity, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    child = one;
    let said = '';
    for (const stream of [one.stdout, one.stderr]) stream.on('data', (chunk: Buffer) => (said = `${said}${chunk}`.slice(-10_000)));
    await eventually(() => one.exitCode !== null || answers(port), { timeoutMs: 60_000, what: `${kind} to come up` });
    if (one.exitCode !== null) throw new Error(`${command} ended with ${one.exitCode}\n${said}`);
  };
  await start();
  return {
    port,
    start,
    // PostgreSQL's postmaster has children: at SIGQUIT they all end at once and nothing is written, as with a SIGKILL of each.
    crash: () => kill(kind === 'postgres' ? 'SIGQUIT' : 'SIGKILL'),
    async remove() {
      await kill(kind === 'postgres' ? 'SIGQUIT' : 'SIGKILL');
      process.off('exit', leave);
      leave();
    },
  };
};
