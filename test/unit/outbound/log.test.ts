import { describe, expect, it } from 'vitest';
import { createLogLines } from '../../../server/src/outbound/strapi/log';
import type { Strapi } from '../../../server/src/plugin';

const heard = (attempts: 'all' | 'failed' | 'none' = 'all', now = () => 0) => {
  const lines: string[] = [];
  const level = (name: string) => (line: string) => void lines.push(`${name} ${line}`);
  const log = Object.fromEntries(['error', 'warn', 'info', 'http', 'debug'].map((name) => [name, level(name)]));
  const listen = createLogLines(log as unknown as Strapi['log'], { attempts, now });
  const attempted = (outcome: string, next: string) =>
    listen('delivery.attempted', {
      deliveryId: 'dlv_1',
      eventId: 'evt_1',
      webhookId: 'wh_1',
      receiverId: 'rcv_1',
      number: 1,
      outcome,
      status: outcome === 'accepted' ? 200 : null,
      durationMs: 29,
      next,
    });
  return { lines, listen, attempted };
};

const IDS = 'delivery=dlv_1 event=evt_1 webhook=wh_1 receiver=rcv_1 number=1';

describe('the log', () => {
  it('has one line for an attempt, as key=value', () => {
    const { lines, attempted } = heard();

    attempted('accepted', 'done');
    attempted('unreachable', 'lease lost');

    expect(lines).toEqual([
      `http [switchboard] attempt ${IDS} outcome=accepted status=200 ms=29 next=done`,
      `warn [switchboard] attempt ${IDS} outcome=unreachable ms=29 next="lease lost"`,
    ]);
  });

  it('leaves out the attempts that nobody asked for', () => {
    const [failed, none] = [heard('failed'), heard('none')];

    for (const { attempted } of [failed, none]) {
      attempted('accepted', 'done');
      attempted('rejected', 'retry');
    }

    expect(failed.lines).toHaveLength(1);
    expect(none.lines).toEqual([]);
  });

  it('shows no more of a receiver URL than its host', () => {
    const { lines, listen } = heard();

    listen('receiver.gone', {
      receiverId: 'rcv_1',
      webhookId: 'wh_1',
      url: 'https://user:pass@hooks.example.com/T0/secret?key=hush',
    });

    expect(lines).toEqual(['warn [switchboard] receiver answered 410, stopped: receiver=rcv_1 url=hooks.example.com']);
  });
});

/** An error as a driver throws it below knex. */
const fromDriver = (code: string, message: string): Error => Object.assign(new Error(message), { code });

const FULL = fromDriver('SQLITE_FULL', 'insert into "switchboard_deliveries" (id) values (?), (?) - database or disk is full');

describe('a fault in the log', () => {
  const lineOf = (error: unknown): string => {
    const { lines, listen } = heard();
    listen('engine.fault', { during: 'a round of the dispatcher', error });
    return lines[0]!.replace('error [switchboard] fault during a round of the dispatcher: ', '');
  };
  const REFUSED = fromDriver('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432');

  it.each([
    [FULL, 'the disk is full (SQLITE_FULL: database or disk is full)'],
    [
      fromDriver('53100', 'insert into t values ($1) - could not extend file "base/5/1": No space left on device'),
      'the disk is full (53100: could not extend file "base/5/1": No space left on device)',
    ],
    [
      fromDriver('ER_GET_ERRNO', 'insert - Got error 28 "No space left on device" from storage engine InnoDB'),
      'the disk is full (ER_GET_ERRNO: Got error 28 "No space left on device" from storage engine InnoDB)',
    ],
    [REFUSED, 'no connection (connect ECONNREFUSED 127.0.0.1:5432)'],
    [Object.assign(new AggregateError([REFUSED]), { code: 'ECONNREFUSED' }), 'no connection (connect ECONNREFUSED 127.0.0.1:5432)'],
    [new Error('Connection terminated unexpectedly'), 'no connection (Connection terminated unexpectedly)'],
    [
      fromDriver('57P01', 'select 1 - terminating connection due to administrator command'),
      'the database is starting or stopping (57P01: terminating connection due to administrator command)',
    ],
    [
      fromDriver('25006', 'update t set a = ? - cannot execute UPDATE in a read-only transaction'),
      'the database is read-only (25006: cannot execute UPDATE in a read-only transaction)',
    ],
    [fromDriver('', 'Connection terminated:\n  the server is gone'), 'no connection (Connection terminated: the server is gone)'],
    [
      fromDriver('53300', 'sorry, too many clients already'),
      'the database has no connection left (53300: sorry, too many clients already)',
    ],
    [
      fromDriver('ER_LOCK_WAIT_TIMEOUT', 'update t - Lock wait timeout exceeded'),
      'the database is locked by others (ER_LOCK_WAIT_TIMEOUT: Lock wait timeout exceeded)',
    ],
  ])('is one line that names its cause, without the statement: %s', (error, line) => {
    expect(lineOf(error)).toBe(line);
  });

  it('keeps its stack where it may be a bug', () => {
    expect(lineOf(new TypeError('x is not a function'))).toMatch(/^TypeError: x is not a function\n +at /);
    expect(lineOf(fromDriver('42601', 'selec 1 - syntax error at or near "selec"'))).toContain('selec 1 - syntax error');
  });

  it('is told at once and then once a minute, with how often it came', () => {
    let now = 0;
    const { lines, listen } = heard('all', () => now);
    const during = 'a round of the dispatcher';

    for (; now < 125_000; now += 1_000) listen('engine.fault', { during, error: FULL });

    const line = `error [switchboard] fault during ${during}: the disk is full (SQLITE_FULL: database or disk is full)`;
    const again = `${line}; 59 more like it since the last such line`;
    expect(lines).toEqual([line, again, again]);
  });

  it('is hidden by one of the same cause, whatever it was about, and by no other', () => {
    const { lines, listen } = heard();

    listen('engine.fault', { during: 'a round of the dispatcher', error: FULL });
    listen('engine.fault', { during: 'a round of the dispatcher', error: new Error('Connection terminated unexpectedly') });
    listen('engine.fault', { during: 'a round of the dispatcher', error: fromDriver('ECONNREFUSED', 'connect ECONNREFUSED') });
    listen('engine.fault', { during: 'the purge', error: FULL });
    for (const id of ['dlv_01abc', 'dlv_02DEF'])
      listen('engine.fault', { during: `attempt of ${id}`, error: new Error(`no ${id}`) });

    expect(lines).toHaveLength(4);
  });

  it('is over when rounds end well again', () => {
    const { lines, listen } = heard();

    listen('engine.recovered', { faultCount: 61, lastedMs: 63_200 });

    expect(lines).toEqual(['info [switchboard] rounds of the dispatcher end well again: faults=61 seconds=63']);
  });
});
