import { describe, expect, it } from 'vitest';
import { classify, isOwnFault } from '../../../server/src/http/classify';
import { ConnectFault } from '../../../server/src/http/connect';
import { ProtocolFault } from '../../../server/src/http/exchange';

const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

describe('an error', () => {
  it.each([
    [new ConnectFault('dns', coded('ENOTFOUND')), 'dns'],
    [new ConnectFault('dns', coded('ECONNREFUSED')), 'dns'], // by the name server
    [new ConnectFault(null, coded('ECONNREFUSED')), 'refused'],
    [new ConnectFault(null, Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })), 'refused'],
    [new ConnectFault(null, coded('ETIMEDOUT')), 'timeout'],
    [new ConnectFault(null, coded('EHOSTUNREACH')), 'network'],
    [new ConnectFault(null, coded('ENETUNREACH')), 'network'],
    [new ConnectFault('tls', coded('ERR_TLS_CERT_ALTNAME_INVALID')), 'tls'],
    [new ConnectFault('tls', coded('DEPTH_ZERO_SELF_SIGNED_CERT')), 'tls'],
    [new ConnectFault('tls', coded('CERT_HAS_EXPIRED')), 'tls'],
    [new ConnectFault('tls', coded('EPROTO')), 'tls'],
    [new ConnectFault('tls', coded('ECONNRESET')), 'reset'],
    [coded('ECONNRESET'), 'reset'],
    [coded('EPIPE'), 'reset'],
    [coded('UND_ERR_SOCKET', 'other side closed'), 'reset'],
    [coded('UND_ERR_SOCKET', 'bad upgrade'), 'protocol'],
    [coded('UND_ERR_HEADERS_OVERFLOW'), 'protocol'],
    [new ProtocolFault('too many'), 'protocol'],
    [new Error('something new'), 'network'],
  ])('%s is told as a reason (%#)', (error, reason) => {
    expect(classify(error).reason).toBe(reason);
  });

  it('is told in one short sentence with its code', () => {
    expect(classify(new ConnectFault(null, coded('EHOSTUNREACH', 'no way'))).detail).toBe('no way (EHOSTUNREACH)');
    expect(classify(coded('ECONNRESET', 'read ECONNRESET')).detail).toBe('read ECONNRESET');
    expect(classify(new Error('x'.repeat(1_000))).detail).toHaveLength(300);
    const openssl = Object.assign(coded('ERR_SSL_WRONG_VERSION_NUMBER', '80EC:error:0A00010B:../ssl3_record.c:350:\n'), {
      reason: 'wrong version number',
    });
    expect(classify(new ConnectFault('tls', openssl)).detail).toBe('wrong version number (ERR_SSL_WRONG_VERSION_NUMBER)');
    expect(classify('odd')).toEqual({ reason: 'network', detail: 'odd' });
  });

  it.each(['EMFILE', 'ENFILE', 'ENOBUFS'])('of this machine (%s) is not held against the receiver', (code) => {
    expect(isOwnFault(new ConnectFault(null, coded(code)))).toBe(true);
    expect(isOwnFault(coded('ECONNRESET'))).toBe(false);
    expect(isOwnFault(undefined)).toBe(false);
  });
});
