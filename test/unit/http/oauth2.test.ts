import { afterEach, describe, expect, it } from 'vitest';
import { createGuard } from '../../../server/src/http/guard';
import { createTokens, type OAuth2 } from '../../../server/src/http/oauth2';
import { createSender } from '../../../server/src/http/send';
import { startReceiver, type Behaviour } from '../../support/receiver';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

const SECRET = 'se cret:&%ü';
const json = (value: unknown, status = 200): Behaviour => ({ kind: 'answer', status, body: JSON.stringify(value) });
const good = json({ access_token: 'abc', token_type: 'Bearer', expires_in: 3_600 });

const setUp = async (allow: readonly string[] = ['127.0.0.1']) => {
  const endpoint = await startReceiver();
  const sender = createSender({ guard: createGuard({ allow }), maxLoggedBytes: 10 });
  open.push(endpoint, sender);
  let now = 1_000_000;
  const tokens = createTokens({ sender, clock: () => now });
  const auth: OAuth2 = {
    kind: 'oauth2',
    tokenUrl: `${endpoint.url}/token`,
    clientId: 'my client',
    clientSecret: SECRET,
    scope: 'a b',
    audience: 'https://api.test/',
  };
  endpoint.behave([good]);
  return { endpoint, sender, tokens, auth, pass: (ms: number) => (now += ms) };
};

describe('tokens', () => {
  it('are asked for as RFC 6749 says', async () => {
    const { endpoint, tokens, auth } = await setUp();

    expect(await tokens.get(auth, 5_000)).toEqual({ kind: 'token', token: 'abc' });

    const [request] = endpoint.requests;
    expect(request!.headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' });
    expect(Object.fromEntries(new URLSearchParams(request!.text))).toEqual({
      grant_type: 'client_credentials',
      scope: 'a b',
      audience: 'https://api.test/',
    });
    const [id, secret] = Buffer.from(request!.headers.authorization!.slice('Basic '.length), 'base64').toString().split(':');
    expect([id, secret]).toEqual(['my+client', 'se+cret%3A%26%25%C3%BC']);
  });

  it('leave scope and audience out where there are none', async () => {
    const { endpoint, tokens, auth } = await setUp();
    await tokens.get({ ...auth, scope: '', audience: '' }, 5_000);

    expect(endpoint.requests[0]!.text).toBe('grant_type=client_credentials');
  });

  it('are not waited for by who is told to stop', async () => {
    const { endpoint, tokens, auth } = await setUp();
    endpoint.behave(() => ({ kind: 'hang' }));
    const stopping = new AbortController();

    const waiting = tokens.get(auth, 60_000, stopping.signal);
    await endpoint.waitForCount(1);
    stopping.abort();

    expect(await waiting).toEqual({ kind: 'postponed', because: 'the request was stopped' });
    expect(await tokens.get(auth, 60_000, stopping.signal)).toEqual({ kind: 'postponed', because: 'the request was stopped' });
    expect(endpoint.requests).toHaveLength(1);
  });

  it('are kept until a minute before they end', async () => {
    const { endpoint, tokens, auth, pass } = await setUp();
    await tokens.get(auth, 5_000);
    pass(3_600_000 - 60_000 - 1);
    await tokens.get(auth, 5_000);
    expect(endpoint.requests).toHaveLength(1);

    pass(1);
    await tokens.get(auth, 5_000);
    expect(endpoint.requests).toHaveLength(2);
  });

  it('that live less than a minute are used once', async () => {
    const { endpoint, tokens, auth } = await setUp();
    endpoint.behave([json({ access_token: 'short', expires_in: 30 })]);

    expect(await tokens.get(auth, 5_000)).toEqual({ kind: 'token', token: 'short' });
    expect(await tokens.get(auth, 5_000)).toEqual({ kind: 'token', token: 'short' });
    expect(endpoint.requests).toHaveLength(2);
  });

  it('are fetched once for all who ask at the same time', async () => {
    const { endpoint, tokens, auth } = await setUp();

    const replies = await Promise.all(Array.from({ length: 20 }, () => tokens.get(auth, 5_000)));

    expect(new Set(replies.map((reply) => JSON.stringify(reply)))).toEqual(new Set(['{"kind":"token","token":"abc"}']));
    expect(endpoint.requests).toHaveLength(1);
  });

  it('are kept apart by every part of the credentials', async () => {
    const { endpoint, tokens, auth } = await setUp();
    const others = [{ clientId: 'x' }, { clientSecret: 'x' }, { scope: 'x' }, { audience: 'x' }, { tokenUrl: `${auth.tokenUrl}2` }];
    await tokens.get(auth, 5_000);
    for (const other of others) await tokens.get({ ...auth, ...other }, 5_000);

    expect(endpoint.requests).toHaveLength(1 + others.length);
  });

  it('are fetched anew once forgotten', async () => {
    const { endpoint, tokens, auth } = await setUp();
    await tokens.get(auth, 5_000);
    tokens.forget(auth);
    await tokens.get(auth, 5_000);

    expect(endpoint.requests).toHaveLength(2);
  });

  it('may be longer than what is kept of other answers', async () => {
    const { endpoint, tokens, auth } = await setUp();
    const token = 'x'.repeat(8_000);
    endpoint.behave([json({ access_token: token })]);

    expect(await tokens.get(auth, 5_000)).toEqual({ kind: 'token', token });
  });

  it.each<[string, Behaviour, string]>([
    [
      'an error',
      json({ error: 'invalid_client', error_description: SECRET }, 401),
      'the token endpoint answered 401 (invalid_client)',
    ],
    ['an error that repeats the secret', json({ error: SECRET }, 400), 'the token endpoint answered 400'],
    ['a redirect', { kind: 'answer', status: 307, headers: { location: 'http://127.0.0.1/' } }, 'the token endpoint answered 307'],
    ['a page', { kind: 'answer', status: 200, body: '<html>' }, 'the token endpoint answered without a usable access_token'],
    ['null', json(null), 'the token endpoint answered without a usable access_token'],
    ['an empty token', json({ access_token: '' }), 'the token endpoint answered without a usable access_token'],
    ['a token with a line break', json({ access_token: 'a\r\nx: y' }), 'the token endpoint answered without a usable access_token'],
    [
      'another kind',
      json({ access_token: 'a', token_type: 'mac' }),
      'the token endpoint answered with a token that is no bearer token',
    ],
    ['nothing', { kind: 'close' }, 'the token endpoint cannot be reached: reset'],
    ['too late', { kind: 'hang' }, 'the token endpoint cannot be reached: timeout'],
  ])('fail as a value when the endpoint answers %s, and are asked for again', async (_, behaviour, because) => {
    const { endpoint, tokens, auth } = await setUp();
    endpoint.behave([behaviour, good]);

    expect(await tokens.get(auth, 300)).toEqual({ kind: 'failed', because });
    expect(await tokens.get(auth, 5_000)).toEqual({ kind: 'token', token: 'abc' });
  });

  it('are not asked for at a forbidden address', async () => {
    const { endpoint, tokens, auth } = await setUp([]);

    expect(await tokens.get(auth, 5_000)).toEqual({
      kind: 'failed',
      because: 'the token endpoint has a forbidden address: 127.0.0.1',
    });
    expect(endpoint.connectionCount).toBe(0);
  });

  it('are postponed when the sender stops', async () => {
    const { sender, tokens, auth } = await setUp();
    await sender.close();

    expect(await tokens.get(auth, 5_000)).toMatchObject({ kind: 'postponed' });
  });
});
