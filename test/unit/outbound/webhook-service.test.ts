import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MASK } from '../../../shared/contracts/webhook';
import { PluginError } from '../../../server/src/kernel/errors';
import type { Webhook } from '../../../server/src/outbound/webhook';
import { webhook } from './bundles';
import { DRAFT, webhookBench } from './webhook-bench';

const HOUR_MS = 3_600_000;

const failure = async (work: Promise<unknown>): Promise<PluginError> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof PluginError) return error;
    throw error;
  }
  throw new Error('expected it to be refused');
};

const template = (id: string) => webhook({ id });

describe('creating', () => {
  it('shows the secret once and never again', async () => {
    const { service } = webhookBench();

    const created = await service.create(DRAFT);
    const listed = await service.list();

    expect(created.revealedSecret.value).toMatch(/^whsec_/);
    expect(JSON.stringify(listed)).not.toContain(created.revealedSecret.value);
    expect(listed[0]?.secrets).toEqual([
      { id: created.revealedSecret.id, kind: 'symmetric', createdAt: created.createdAt, expiresAt: null, publicKey: null },
    ]);
  });

  it('stores no secret in clear', async () => {
    const { service, rows } = webhookBench();
    const { revealedSecret } = await service.create({
      ...DRAFT,
      auth: { kind: 'bearer', token: 'token-to-hide' },
      headers: [
        { name: 'X-Key', value: 'key-to-hide', isSecret: true },
        { name: 'X-Plain', value: 'shown', isSecret: false },
      ],
    });

    const stored = JSON.stringify([...rows.values()]);

    expect(stored).not.toContain(revealedSecret.value);
    expect(stored).not.toContain('token-to-hide');
    expect(stored).not.toContain('key-to-hide');
    expect(stored).toContain('shown');
  });

  it('refuses to store secrets in clear when there is no encryption key', async () => {
    const { service, rows } = webhookBench({ key: null });

    expect((await failure(service.create(DRAFT))).code).toBe('ENCRYPTION_KEY_MISSING');
    expect(rows.size).toBe(0);
  });

  it('tells the receivers in the same breath, and wakes the dispatcher', async () => {
    const { service, synced, woken } = webhookBench();

    const { id, receivers } = await service.create(DRAFT);

    expect(synced.get(id)).toEqual([
      {
        receiverId: receivers[0]?.id,
        webhookId: id,
        url: 'https://hooks.example.com/strapi',
        maxConcurrency: 10,
        maxPerSecond: null,
        timeoutMs: 15_000,
        isEnabled: true,
      },
    ]);
    expect(woken.count).toBe(1);
  });

  it('says there is no value to keep when a mask comes with a new webhook, together with all other faults', async () => {
    const { service } = webhookBench();

    const { fields } = await failure(
      service.create({
        ...DRAFT,
        name: '',
        auth: { kind: 'bearer', token: MASK },
        headers: [{ name: 'X-Key', value: MASK, isSecret: true }],
      })
    );

    expect(fields.map(({ path }) => path).sort()).toEqual(['auth.token', 'headers.0.value', 'name']);
  });
});

describe('changing', () => {
  const withSecrets = {
    ...DRAFT,
    auth: { kind: 'basic', username: 'ada', password: 'old-password' },
    headers: [{ name: 'X-Key', value: 'old-key', isSecret: true }],
  } as const;

  it('keeps what comes back masked', async () => {
    const { service, source } = webhookBench();
    const { id } = await service.create(withSecrets);

    const view = await service.get(id);
    expect(view.auth).toEqual({ kind: 'basic', username: 'ada', password: MASK });
    await service.update(id, { ...withSecrets, auth: view.auth, headers: view.headers });

    expect(await source.get(id)).toMatchObject({ auth: withSecrets.auth, headers: withSecrets.headers });
  });

  it('does not show a secret header when its secrecy is taken away', async () => {
    const { service } = webhookBench();
    const { id } = await service.create(withSecrets);

    const { fields } = await failure(
      service.update(id, { ...withSecrets, headers: [{ name: 'X-Key', value: MASK, isSecret: false }] })
    );

    expect(fields).toEqual([{ path: 'headers.0.value', message: 'A secret value cannot be made visible; enter it again.' }]);
  });

  it('keeps what is masked for the servers that it was entered for, and for no other', async () => {
    const { service, source } = webhookBench();
    const { id } = await service.create(withSecrets);
    const masked = { auth: { ...withSecrets.auth, password: MASK }, headers: [{ ...withSecrets.headers[0], value: MASK }] };
    const to = (...receivers: readonly string[]) => ({ ...withSecrets, ...masked, receivers });

    const { fields } = await failure(service.update(id, to('https://hooks.example.com/strapi', 'https://thief.example.net/x')));
    expect(fields).toEqual(
      ['headers.0.value', 'auth.password']
        .map((path) => ({
          path,
          message: 'The stored value was not entered for https://thief.example.net; enter it again to send it there.',
        }))
        .reverse()
    );
    for (const url of ['http://hooks.example.com/strapi', 'https://hooks.example.com:8443/strapi']) {
      expect((await failure(service.update(id, to(url)))).fields).toHaveLength(2);
    }

    await service.update(id, to('https://hooks.example.com/another/path'));
    expect(await source.get(id)).toMatchObject({ auth: withSecrets.auth, headers: withSecrets.headers });
    await service.update(id, { ...withSecrets, receivers: ['https://thief.example.net/x'] });
    expect((await service.get(id)).receivers).toMatchObject([{ url: 'https://thief.example.net/x' }]);
  });

  it('keeps a client secret for the token endpoint that it was entered for', async () => {
    const { service } = webhookBench();
    const auth = { kind: 'oauth2', tokenUrl: 'https://id.example.com/token', clientId: 'a', clientSecret: 'kept' } as const;
    const { id } = await service.create({ ...DRAFT, auth });
    const to = (tokenUrl: string) => service.update(id, { ...DRAFT, auth: { ...auth, tokenUrl, clientSecret: MASK } });

    await to('https://id.example.com/v2/token');
    expect((await failure(to('https://thief.example.net/token'))).fields).toEqual([
      { path: 'auth.clientSecret', message: expect.stringContaining('https://thief.example.net') },
    ]);
  });

  it('does not carry a password over to another kind of auth', async () => {
    const { service } = webhookBench();
    const { id } = await service.create(withSecrets);

    const { fields } = await failure(service.update(id, { ...withSecrets, auth: { kind: 'bearer', token: MASK } }));

    expect(fields.map(({ path }) => path)).toEqual(['auth.token']);
  });

  it('keeps the ids of its own receiver URLs and takes over no others', async () => {
    const { service } = webhookBench();
    const other = await service.create(DRAFT);
    const { id, receivers } = await service.create(DRAFT);

    const updated = await service.update(id, {
      ...DRAFT,
      receivers: [
        { id: receivers[0]!.id, url: 'https://hooks.example.com/moved', format: null },
        { id: other.receivers[0]!.id, url: 'https://hooks.example.com/more', format: null },
      ],
    });

    expect(updated.receivers[0]?.id).toBe(receivers[0]?.id);
    expect(updated.receivers[1]?.id).not.toBe(other.receivers[0]?.id);
  });

  it('says how many deliveries a removal cancelled', async () => {
    const { service, rows, synced, announced } = webhookBench({ unfinishedCount: 3 });
    const { id } = await service.create(DRAFT);

    expect(await service.remove(id)).toEqual({ id, cancelledCount: 3 });
    expect(announced).toEqual([{ name: 'deliveries.ended', fact: { state: 'cancelled', webhookId: id, count: 3 } }]);
    expect(rows.size).toBe(0);
    expect(synced.get(id)).toEqual([]);
    expect((await failure(service.get(id))).code).toBe('WEBHOOK_NOT_FOUND');
  });
});

describe('secrets', () => {
  it('lets the old secret sign on for the overlap, and no longer', async () => {
    const { service, source, time } = webhookBench();
    const { id, revealedSecret: old } = await service.create(DRAFT);

    const fresh = await service.rotateSecret(id, 'symmetric', 24);
    expect((await source.get(id))?.secrets.map(({ value }) => value)).toEqual([fresh.value, old.value]);

    time.now += 24 * HOUR_MS;
    expect((await source.get(id))?.secrets.map(({ value }) => value)).toEqual([fresh.value]);
  });

  it('ends the old secret at once with an overlap of 0', async () => {
    const { service, source } = webhookBench();
    const { id } = await service.create(DRAFT);

    const fresh = await service.rotateSecret(id, 'symmetric', 0);

    expect((await source.get(id))?.secrets.map(({ value }) => value)).toEqual([fresh.value]);
  });

  it('puts an Ed25519 secret beside the symmetric one and gives its public key', async () => {
    const { service } = webhookBench();
    const { id } = await service.create(DRAFT);

    const fresh = await service.rotateSecret(id, 'ed25519', 24);

    expect(fresh.value).toMatch(/^whsk_/);
    expect(fresh.publicKey).toMatch(/^whpk_/);
    expect((await service.get(id)).secrets.map(({ kind, expiresAt }) => [kind, expiresAt])).toEqual([
      ['ed25519', null],
      ['symmetric', null],
    ]);
  });

  it('has room for five', async () => {
    const { service } = webhookBench();
    const { id } = await service.create(DRAFT);
    for (let i = 0; i < 4; i += 1) await service.rotateSecret(id, 'symmetric', 24);

    expect((await failure(service.rotateSecret(id, 'symmetric', 24))).code).toBe('TOO_MANY_SECRETS');
  });

  it('keeps the last one', async () => {
    const { service } = webhookBench();
    const { id, revealedSecret: old } = await service.create(DRAFT);
    const fresh = await service.rotateSecret(id, 'symmetric', 24);

    expect((await service.removeSecret(id, old.id)).secrets.map((secret) => secret.id)).toEqual([fresh.id]);
    expect((await failure(service.removeSecret(id, fresh.id))).code).toBe('LAST_SECRET');
    expect((await failure(service.removeSecret(id, old.id))).code).toBe('SECRET_NOT_FOUND');
  });
});

describe('another encryption key', () => {
  const rekeyed = async () => {
    const before = webhookBench();
    const { id } = await before.service.create({ ...DRAFT, auth: { kind: 'bearer', token: 'hidden' } });
    return { ...webhookBench({ rows: before.rows, key: randomBytes(32) }), id };
  };

  it('is reported as a fault, and the webhook keeps its place with no secret to sign with', async () => {
    const { service, source, id } = await rekeyed();

    expect((await service.get(id)).fault).toMatch(/cannot be decrypted/);
    expect(await source.all()).toMatchObject([{ id, secrets: [] }]);
  });

  it('is mended by entering the values again and rotating', async () => {
    const { service, source, id } = await rekeyed();

    const { fields } = await failure(service.update(id, { ...DRAFT, auth: { kind: 'bearer', token: MASK } }));
    expect(fields.map(({ path }) => path)).toEqual(['auth.token']);
    await service.update(id, { ...DRAFT, auth: { kind: 'bearer', token: 'again' } });
    const fresh = await service.rotateSecret(id, 'symmetric', 24);

    expect(await source.get(id)).toMatchObject({ fault: null, auth: { token: 'again' }, secrets: [{ value: fresh.value }] });
  });
});

describe('the patterns of one form', () => {
  const forms = { ...DRAFT, auth: { kind: 'bearer', token: 'secret-token' } } as const;

  it('are replaced, and everything else stays: other patterns, credentials, receivers', async () => {
    const { service, source, time } = webhookBench();
    const { id } = await service.create({
      ...forms,
      events: ['entry.publish', { type: 'form.submission.*', uid: 'form:contact' }],
    });
    const before = await source.get(id);

    time.now += 1;
    await service.replacePatterns(id, 'form:contact', ['form.submission.complete', 'form.submission.complete']);
    time.now += 1;
    await service.replacePatterns(id, 'form:other', ['form.submission.create']);

    const after = await source.get(id);
    expect(after).toEqual({
      ...before,
      updatedAt: after?.updatedAt,
      events: [
        { type: 'entry.publish', uid: null },
        { type: 'form.submission.complete', uid: 'form:contact' },
        { type: 'form.submission.create', uid: 'form:other' },
      ],
    });
    expect(after?.auth).toEqual(forms.auth);
  });

  it('cannot be the last to go: a webhook that wants nothing is switched off or deleted', async () => {
    const { service } = webhookBench();
    const { id } = await service.create({ ...DRAFT, events: [{ type: 'form.submission.*', uid: 'form:contact' }] });

    expect(await failure(service.replacePatterns(id, 'form:contact', []))).toMatchObject({ fields: [{ path: 'events' }] });
    expect(await failure(service.replacePatterns(id, 'form:contact', ['no type']))).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('webhooks that another feature gives', () => {
  const given = (id: string) => ({
    ...template(id),
    receivers: [{ id: `rcv_${id}`, url: 'mailto:ed@example.com', format: null }],
    mailing: { isFor: () => true, write: () => null },
  });

  it('have their receivers, are routed, and stand in no list', async () => {
    const { service, source, synced, announced } = webhookBench({ provided: [given('form:1:a')], unfinishedCount: 2 });
    const commits: (() => void)[] = [];

    await service.syncGiven([given('form:1:a')], ['form:1:b'], {
      transaction: null as never,
      onCommit: (call) => commits.push(call),
    });
    expect(announced).toEqual([]);
    for (const commit of commits) commit();
    expect(announced).toEqual([{ name: 'deliveries.ended', fact: { state: 'cancelled', webhookId: 'form:1:b', count: 2 } }]);

    expect(synced.get('form:1:a')).toMatchObject([{ url: 'mailto:ed@example.com' }]);
    expect(synced.get('form:1:b')).toEqual([]);
    expect((await source.all()).map(({ id }) => id)).toEqual(['form:1:a']);
    expect(await service.list()).toEqual([]);
    expect((await failure(service.get('form:1:a'))).code).toBe('WEBHOOK_NOT_FOUND');
  });

  it('are read again when their list is another', async () => {
    const provided = { current: [given('form:1:a')] as readonly Webhook[] };
    const { source, time } = webhookBench({ provided: () => provided.current });
    await source.all();
    provided.current = [given('form:2:a')];
    time.now += 1_001;

    expect((await source.all()).map(({ id }) => id)).toEqual(['form:2:a']);
  });
});

describe('a declared webhook', () => {
  it('can be read and not changed', async () => {
    const made = webhookBench();
    await made.service.create(DRAFT);
    const [template] = await made.source.all();
    const { service } = webhookBench({ declared: [{ ...template!, id: 'config:search', isDeclared: true }] });

    expect((await service.get('config:search')).isDeclared).toBe(true);
    expect((await failure(service.update('config:search', DRAFT))).code).toBe('WEBHOOK_IS_DECLARED');
    expect((await failure(service.remove('config:search'))).code).toBe('WEBHOOK_IS_DECLARED');
    expect((await failure(service.rotateSecret('config:search', 'symmetric', 24))).code).toBe('WEBHOOK_IS_DECLARED');
  });
});

describe('the source', () => {
  it('asks the database at most once a second, and reads rows only when something changed', async () => {
    const { service, source, records, time } = webhookBench();
    await service.create(DRAFT);
    const before = { ...records.asked };

    for (let i = 0; i < 10; i += 1) await source.all();
    expect(records.asked).toEqual(before);

    time.now += 1_000;
    await source.all();
    expect(records.asked).toEqual({ version: before.version + 1, all: before.all });
  });

  it('hears of a webhook that another instance made', async () => {
    const here = webhookBench();
    const there = webhookBench({ rows: here.rows, key: here.key! });
    await here.source.refresh();
    expect(here.source.interest().couldWant('entry.publish', 'api::article.article')).toBe(false);

    const { id } = await there.service.create(DRAFT);
    expect((await here.source.get(id))?.name).toBe(DRAFT.name);
    await here.source.refresh();

    expect(here.source.interest().couldWant('entry.publish', 'api::article.article')).toBe(true);
  });

  it('wants everything until it has read the webhooks once', () => {
    expect(webhookBench().source.interest().couldWant('entry.publish', 'api::article.article')).toBe(true);
  });

  it('sees a save of its own although an older read was under way', async () => {
    const { service, source, time } = webhookBench();
    time.now += 5_000;
    const older = source.all();
    const { id } = await service.create(DRAFT);
    await older;

    expect((await source.all()).map((webhook) => webhook.id)).toEqual([id]);
    expect(source.interest().couldWant('entry.publish', 'api::article.article')).toBe(true);
  });
});
