import { expect, it } from 'vitest';
import { migrate, readSite } from '../../server/src/outbound/drivers/database';
import { describeOnDatabases } from '../support/databases';

await describeOnDatabases('the name of a site', (open) => {
  it('is the same for each of its processes, and another for another database', async () => {
    const [one, other] = [await open(), await open()];
    const second = one.connect();
    for (const { knex, client, schema } of [one, other]) await migrate(knex, client, schema);

    const name = await readSite(one.knex, one.client, one.schema);

    expect(name).toMatch(/^[0-9a-f]{16}$/);
    expect(await readSite(second, one.client, one.schema)).toBe(name);
    expect(await readSite(other.knex, other.client, other.schema)).not.toBe(name);
    await second.destroy();
    await one.drop();
    await other.drop();
  });
});
