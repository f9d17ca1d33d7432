import { ensureBuilt } from '../fresh.mjs';
import { bin, run, step } from '../run.mjs';
import { follow, printTable, surplus } from './check.mjs';
import { startReceiver } from './receiver.mjs';
import { freePort, LOGIN, startSite } from './site.mjs';
import { tellStory } from './story.mjs';
import { createWebhooks } from './webhooks.mjs';

const PLUGIN = ['server', 'admin', 'shared', 'packages', 'package.json', 'tsconfig.json'];
const MANIFEST = ['package.json', 'package-lock.json'];

/** A receiver that fails at first needs a while. */
const PATIENCE_MS = 30_000;

const orFail = async (command, args, options) => {
  const { code, output } = await run(command, args, { quietly: true, ...options });
  if (code !== 0) throw new Error(`${args.join(' ')} failed:\n${output}`);
};

const build = async ({ isCheck }) => {
  await ensureBuilt({
    name: 'plugin',
    sources: PLUGIN,
    outputs: ['dist/server/index.js', 'dist/admin/index.mjs'],
    build: () => step('Building the plugin', () => orFail('npm', ['run', 'build'])),
  });
  // Nobody looks at an admin panel in a check; the app itself is needed in both.
  if (isCheck) return step('Compiling the playground', () => orFail(bin('tsc'), ['-p', 'playground']));
  await ensureBuilt({
    name: 'panel',
    sources: [...PLUGIN, ...MANIFEST, 'playground'],
    outputs: ['playground/dist/build/index.html'],
    build: () =>
      step('Building the admin panel (about a minute the first time)', () =>
        orFail(bin('strapi'), ['build'], { cwd: 'playground', env: { STRAPI_TELEMETRY_DISABLED: 'true', NODE_ENV: 'production' } })
      ),
  });
};

const tokenFor = async (site) => {
  const wanted = { name: 'Demo', description: 'What a site would use', type: 'full-access', lifespan: null, permissions: null };
  const { data } = await site.admin('POST', '/admin/api-tokens', wanted);
  return data.accessKey;
};

const report = (rows, receiver) => {
  printTable(rows);
  const missing = rows.filter(({ receipt }) => !receipt);
  const wrong = surplus(rows, receiver);
  console.log(`\n  ${rows.length - missing.length} of ${rows.length} expected requests came, each with a signature that holds.`);
  for (const { what, type, path } of missing) console.log(`  missing: ${type} at /${path} after "${what}"`);
  for (const { path, type, why } of wrong) console.log(`  not expected: ${type} at /${path}${why ? ` (${why})` : ''}`);
  return missing.length + wrong.length;
};

const guide = ({ site, receiver }) => `
  Strapi          ${site.url}/admin
                  ${LOGIN.email}  ${LOGIN.password}
  The receivers   ${receiver.url}
  Strapi's log    ${site.log}

  Publish an article in the Content Manager and watch it arrive; break a receiver on its page and watch the
  retries under Switchboard, Deliveries. Ctrl-C ends it.
`;

const untilStopped = (site) =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
    void site.ended.then((code) => {
      if (code !== null && code !== 0) console.error(`  Strapi ended with ${code}; see ${site.log}`);
      resolve();
    });
  });

/** Answers the exit code. Leaves nothing running. */
export const demo = async ({ isCheck }) => {
  const opened = [];
  try {
    await build({ isCheck });
    const receiver = await startReceiver(await freePort(isCheck ? 0 : 4400));
    opened.push(receiver.close);
    const port = await freePort(isCheck ? 0 : 1337);
    const site = await step('Starting Strapi', () => startSite({ port, receiverUrl: receiver.url }));
    opened.push(site.stop);
    receiver.introduce(`${site.url}/admin`);
    await createWebhooks(site, receiver);
    const story = tellStory({ admin: site.admin, rest: site.as(await tokenFor(site)), visitor: site.as(null) });
    const onStep = (what) => console.log(`  ${what}`);
    const rows = await step('Writing, publishing, selling', () => follow(story, receiver, { timeoutMs: PATIENCE_MS, onStep }));
    const faults = report(rows, receiver);
    if (isCheck && faults > 0) console.log(`  Strapi's log: ${site.log}`);
    if (isCheck && faults === 0) opened.unshift(site.forget);
    if (isCheck) return faults > 0 ? 1 : 0;
    console.log(guide({ site, receiver }));
    await untilStopped(site);
    return 0;
  } catch (error) {
    console.error(`\n${error.message}`);
    return 1;
  } finally {
    for (const close of opened.reverse()) await close();
  }
};
