import type { PublicForm } from '../../../shared/contracts/form';

/** A challenge of ALTCHA (version 1) as the server makes it. */
export type Challenge = NonNullable<PublicForm['spam']['proofOfWork']>;

/**
 * A function that finds the number below `maxnumber` whose SHA-256 after `salt` is `challenge`. Everything it needs stands inside of it, because
 * its text is also the whole program of the worker. Own hashing, not WebCrypto: one promise for each of a hundred thousand hashes would cost
 * more than the hash, and pages without TLS have no WebCrypto.
 */
const makeSolver = () => {
  const constants = new Int32Array(64);
  const initial = new Int32Array(8);
  // The fractional parts of the roots of the first primes, as FIPS 180-4 defines them.
  for (let found = 0, candidate = 2; found < 64; candidate += 1) {
    let isPrime = true;
    for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) isPrime = false;
    if (!isPrime) continue;
    if (found < 8) initial[found] = (candidate ** 0.5 % 1) * 4294967296;
    constants[found] = (Math.cbrt(candidate) % 1) * 4294967296;
    found += 1;
  }
  const words = new Int32Array(64);
  const state = new Int32Array(8);
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);

  /** Leaves the hash in `state`. */
  const hash = (text: string): void => {
    const length = text.length;
    const end = (((length + 8) >> 6) + 1) * 64;
    bytes.fill(0, 0, end);
    for (let i = 0; i < length; i += 1) bytes[i] = text.charCodeAt(i);
    bytes[length] = 128;
    view.setUint32(end - 4, length * 8);
    state.set(initial);
    for (let block = 0; block < end; block += 64) {
      let [a, b, c, d, e, f, g, h] = state as unknown as readonly [number, number, number, number, number, number, number, number];
      for (let i = 0; i < 64; i += 1) {
        if (i < 16) words[i] = view.getInt32(block + i * 4);
        else {
          const x = words[i - 15]!;
          const y = words[i - 2]!;
          const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
          const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
          words[i] = words[i - 16]! + s0 + words[i - 7]! + s1;
        }
        const r1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + r1 + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!) | 0;
        const r0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (r0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g;
        g = f;
        f = e;
        e = (d + t1) | 0;
        d = c;
        c = b;
        b = a;
        a = (t1 + t2) | 0;
      }
      const mixed = [a, b, c, d, e, f, g, h];
      for (let i = 0; i < 8; i += 1) state[i] = state[i]! + mixed[i]!;
    }
  };

  /** The number, if it lies from `from` up to and without `to`. */
  return (challenge: string, salt: string, from: number, to: number): number | null => {
    const wanted = Int32Array.from(challenge.match(/.{8}/g) ?? [], (word) => parseInt(word, 16));
    if (wanted.length !== 8 || salt.length > 4000) return null;
    for (let number = from; number < to; number += 1) {
      hash(salt + number);
      if (state[0] === wanted[0] && state.every((word, i) => word === wanted[i])) return number;
    }
    return null;
  };
};

const SLICE = 1_000;

const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** On the page's own thread, in slices of a few milliseconds: where no worker may be started. */
const solveHere = async ({ challenge, salt, maxnumber }: Challenge, signal: AbortSignal | undefined): Promise<number | null> => {
  const search = makeSolver();
  for (let from = 0; from <= maxnumber; from += SLICE) {
    if (signal?.aborted) return null;
    const found = search(challenge, salt, from, Math.min(from + SLICE, maxnumber + 1));
    if (found !== null) return found;
    await breathe();
  }
  return null;
};

const PROGRAM = (challenge: Challenge) =>
  `onmessage=()=>postMessage((${makeSolver})()(${JSON.stringify(challenge.challenge)},${JSON.stringify(challenge.salt)},0,${challenge.maxnumber + 1}))`;

/** In a worker. Throws where a worker cannot be started: an old browser, or a policy without `worker-src blob:`. */
const solveInWorker = (challenge: Challenge, signal: AbortSignal | undefined): Promise<number | null> =>
  new Promise((resolve, reject) => {
    const address = URL.createObjectURL(new Blob([PROGRAM(challenge)], { type: 'text/javascript' }));
    const worker = new Worker(address);
    const end = () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    };
    worker.onmessage = ({ data }: MessageEvent<number | null>) => {
      end();
      resolve(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end();
      reject(new Error('no worker'));
    };
    signal?.addEventListener('abort', () => {
      end();
      resolve(null);
    });
    worker.postMessage(0);
  });

/** The solved challenge as the server takes it: Base64 of JSON. `null` if it was stopped, or has no solution. */
export const solve = async (challenge: Challenge, signal?: AbortSignal): Promise<string | null> => {
  const startedAt = Date.now();
  const isWorkerThere = typeof Worker === 'function' && typeof URL.createObjectURL === 'function';
  const number = isWorkerThere
    ? await solveInWorker(challenge, signal).catch(() => solveHere(challenge, signal))
    : await solveHere(challenge, signal);
  if (number === null) return null;
  const { algorithm, salt, signature } = challenge;
  return btoa(JSON.stringify({ algorithm, challenge: challenge.challenge, number, salt, signature, took: Date.now() - startedAt }));
};
