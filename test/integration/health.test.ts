import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const TOKEN = 'health-0123456789abcdef';

let site: RunningStrapi;

beforeAll(async () => {
  site = await startStrapi({ plugins: { switchboard: { config: { metrics: { token: TOKEN } } } } });
});

afterAll(() => site?.stop());

const ask = async (token: string | null = null) => {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${site.url}/api/switchboard/health`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const apiToken = async (permissions: readonly string[]): Promise<string> => {
  const wanted = { name: `health-${Math.random()}`, description: '', type: 'custom', lifespan: null, permissions };
  const { body } = await site.admin<{ data: { accessKey: string } }>('POST', '/admin/api-tokens', wanted);
  return body.data.accessKey;
};

const DETAILS = {
  status: 'ok',
  because: [],
  database: { isReachable: true },
  worker: { isOn: true, lastRoundAgeS: expect.any(Number), inFlightCount: 0 },
  backlog: { ageS: expect.any(Number), oldestDueAgeS: 0, open: { held: 0, pending: 0, claimed: 0 }, unroutedEventCount: 0 },
  receivers: { healthy: 0, failing: 0, paused: 0, gone: 0, disabled: 0 },
};

describe('health', () => {
  it('tells anyone no more than whether all is well', async () => {
    expect(await ask()).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await ask('not-the-right-token')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await ask(site.adminToken)).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await ask(await apiToken(['plugin::users-permissions.user.me']))).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it('tells those who may the rest', async () => {
    for (const token of [
      TOKEN,
      site.restToken,
      await apiToken(['plugin::switchboard.monitoring.metrics']),
      await apiToken(['plugin::switchboard.monitoring.health']),
    ]) {
      expect(await ask(token)).toEqual({ status: 200, body: DETAILS });
    }
  });
});

describe('a database that is gone', () => {
  it('is failing for anyone, the token learns why, and it is well again when the database is back', async () => {
    const knex = site.strapi.db.connection;
    await knex.destroy();
    try {
      // A reading is good for five seconds.
      await eventually(async () => (await ask()).status === 503, { what: 'health to notice' });
      expect(await ask()).toEqual({ status: 503, body: { status: 'failing' } });
      expect(await ask(TOKEN)).toMatchObject({
        status: 503,
        body: { status: 'failing', because: ['the database does not answer'], database: { isReachable: false }, backlog: null },
      });
      // With the database gone nobody can tell whether an API token may.
      expect(await ask(site.restToken)).toEqual({ status: 503, body: { status: 'failing' } });
    } finally {
      knex.initialize();
    }

    await eventually(async () => (await ask()).status === 200, { what: 'health to recover' });
  });
});
