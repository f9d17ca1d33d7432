/**
 * `npm run demo`: on a fresh clone, nothing before it. Installs, builds, starts the playground and a receiver, makes webhooks and content, and
 * says where to look. `npm run demo -- --check` does the same without a person and ends with 0 when every expected request came and its
 * signature held.
 */
import { ensureInstalled } from './install.mjs';

const isCheck = process.argv.includes('--check');

await ensureInstalled();
// From here on there are dependencies.
const { demo } = await import('./demo/demo.mjs');
process.exitCode = await demo({ isCheck });
