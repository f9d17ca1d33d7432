import { describe, expect, it } from 'vitest';
import { createLogLines } from '../../../server/src/outbound/strapi/log';
import type { Strapi } from '../../../server/src/plugin';

const heard = (attempts: 'all' | 'failed' | 'none' = 'all') => {
  const lines: string[] = [];
  const level = (name: string) => (line: string) => void lines.push(`${name} ${line}`);
  const log = Object.fromEntries(['error', 'warn', 'info', 'http', 'debug'].map((name) => [name, level(name)]));
  const listen = createLogLines(log as unknown as Strapi['log'], attempts);
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
