import { createIntl } from 'react-intl';
import { describe, expect, it } from 'vitest';

import { describeLastError, describeOutcome } from '../../../admin/src/deliveries/outcome-text';
import en from '../../../admin/src/translations/en.json';
import type { Texts } from '../../../admin/src/ui/useTexts';
import type { OutcomeView } from '../../../shared/contracts/delivery';

const intl = createIntl({ locale: 'en', messages: en });
const t: Texts = (key, values) => intl.formatMessage({ id: key }, values);

const say = (outcome: OutcomeView, durationMs = 100) => describeOutcome(t, { outcome, durationMs }, 'https://example.org/hook');

describe('describeOutcome', () => {
  it('says how long the receiver was waited for', () => {
    expect(say({ kind: 'unreachable', reason: 'timeout', detail: '' }, 15_003)).toBe('The receiver did not answer within 15 s');
  });

  it('names the host that could not be resolved', () => {
    expect(say({ kind: 'unreachable', reason: 'dns', detail: 'ENOTFOUND' })).toBe('The name example.org could not be resolved');
  });

  it('says where a forbidden address is allowed', () => {
    expect(say({ kind: 'forbidden', address: '10.0.0.1' })).toContain('10.0.0.1 is not allowed (see http.allowAddresses');
  });

  it('tells a redirect, a refusal and a fault of the receiver apart', () => {
    const sentences = [301, 400, 401, 404, 410, 429, 500].map((status) => say({ kind: 'rejected', status }));

    expect(new Set(sentences).size).toBe(sentences.length);
    expect(sentences.every((sentence, index) => sentence.includes(String([301, 400, 401, 404, 410, 429, 500][index])))).toBe(true);
  });

  it('has words of its own for why the server put it off, and passes the others on', () => {
    expect(say({ kind: 'postponed', because: 'the webhook was removed' })).toBe('Not sent: the webhook was deleted');
    expect(say({ kind: 'postponed', because: 'the proxy is gone' })).toContain('the proxy is gone');
  });
});

describe('describeLastError', () => {
  it.each([
    ['timeout', 'Timed out'],
    ['refused: connect ECONNREFUSED 127.0.0.1:1', 'Connection refused'],
    ['answered 503', 'Answered 503'],
    ['HTTP 410', 'Answered 410'],
    ['forbidden address', 'Address not allowed'],
    ['endpoint gone', 'Receiver is gone'],
    ['something the server says', 'something the server says'],
  ])('turns %s into words', (lastError, words) => {
    expect(describeLastError(t, lastError)).toBe(words);
  });
});
