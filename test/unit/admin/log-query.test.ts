import { describe, expect, it } from 'vitest';

import {
  activeFields,
  readLogQuery,
  toParams,
  withFilter,
  writeLogQuery,
  type LogQuery,
} from '../../../admin/src/deliveries/log-query';

const read = (search: string) => readLogQuery(new URLSearchParams(search));
const NOON_MS = Date.parse('2026-03-01T12:00:00.000Z');

describe('the log in the URL', () => {
  it('comes back as it was written', () => {
    const query: LogQuery = {
      states: ['failed', 'pending'],
      webhookId: '7',
      eventType: 'entry.*',
      uid: 'api::article.article',
      documentId: 'a&b=c',
      status: '5xx',
      from: '2026-01-01T00:00:00.000Z',
      limit: 50,
      before: 'del_1',
    };

    expect(readLogQuery(writeLogQuery(query))).toEqual(query);
  });

  it('has no parameters for a plain log', () => {
    expect(writeLogQuery({ limit: 20 }).toString()).toBe('');
  });

  it('leaves out what it does not understand', () => {
    expect(read('states=failed,nonsense&limit=7&range=year&foo=1')).toEqual({ states: ['failed'], limit: 20 });
  });
});

describe('changing a filter', () => {
  it('goes back to the newest page', () => {
    const next = withFilter(read('before=del_9&webhookId=1'), { webhookId: '2' });

    expect(writeLogQuery(next).toString()).toBe('webhookId=2');
  });

  it('takes either a preset or bounds', () => {
    expect(writeLogQuery(withFilter(read('from=2026-01-01T00:00:00Z'), { range: 'day' })).toString()).toBe('range=day');
    expect(activeFields(withFilter(read('range=day'), { to: '2026-01-01T00:00:00Z' }))).toEqual(['to']);
  });
});

describe('what the server is asked', () => {
  it('turns a preset into an instant', () => {
    expect(toParams(read('range=hour'), NOON_MS)).toEqual({ from: '2026-03-01T11:00:00.000Z', limit: '20' });
  });

  it('writes states as one list', () => {
    expect(toParams(read('states=failed,held&after=del_3'), NOON_MS)).toEqual({
      states: 'failed,held',
      limit: '20',
      after: 'del_3',
    });
  });
});
