import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** What a child process does for its parent, by name. Arguments and answers are JSON. */
export type Commands = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Question {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

type Answer = { readonly id: number; readonly value?: unknown; readonly error?: string };

export interface Child<C extends Commands> {
  readonly pid: number;
  call<N extends keyof C & string>(name: N, ...args: Parameters<C[N]>): Promise<Awaited<ReturnType<C[N]>>>;
  /** Lets it end by itself. */
  end(): Promise<void>;
}

/** Answers the parent's questions until it goes away. */
export const serve = (commands: Commands): void => {
  process.on('message', ({ id, name, args }: Question) => {
    Promise.resolve()
      .then(() => (commands[name] as (...args: unknown[]) => unknown)(...args))
      .then(
        (value) => process.send?.({ id, value } satisfies Answer),
        (error: Error) => process.send?.({ id, error: error.stack ?? String(error) } satisfies Answer)
      );
  });
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
};

/** Starts a bundled file of this folder as a process of its own. What it writes to its standard output is thrown away. */
export const startChild = async <C extends Commands>(name: string, nodeOptions: readonly string[] = []): Promise<Child<C>> => {
  const file = path.join(__dirname, `bench-${name}.cjs`);
  const child: ChildProcess = fork(file, [], {
    execArgv: ['--enable-source-maps', ...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let count = 0;
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} ended with ${code}`));
  });
  await ready;
  child.on('message', ({ id, value, error }: Answer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) one?.resolve(value as never);
    else one?.reject(new Error(`${name}: ${error}`));
  });
  return {
    pid: child.pid ?? 0,
    call: (command, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++count;
        waiting.set(id, { resolve, reject });
        child.send({ id, name: command, args } satisfies Question);
      }),
    async end() {
      child.disconnect();
      await ended;
    },
  };
};
