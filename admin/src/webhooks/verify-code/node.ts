import { publicKeyIn, type VerifyCode, type VerifyTarget } from './verify-code';

const server = (path: string) => `createServer(async (request, response) => {
  if (request.method !== 'POST' || request.url !== '${path}') return response.writeHead(404).end();

  // The exact bytes are signed: read them before anything parses them.
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);

  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();

  // Answer at once and work afterwards. The id is the same on every attempt: use it to ignore repetitions.
  console.log(request.headers['webhook-id'], JSON.parse(body));
  response.writeHead(204).end();
}).listen(Number(process.env.PORT ?? 4000));
`;

const symmetric = ({ path }: VerifyTarget) => `import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

// whsec_…, as it was shown when it was made
const key = Buffer.from(process.env.WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64');

function isGenuine(headers, body) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) return false;

  // Older or newer than five minutes: somebody may be replaying a request.
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;

  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body).digest();

  // While a secret is being rotated there is one signature for each.
  return signatures.split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

${server(path)}`;

const ed25519 = (target: VerifyTarget) => `import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';

const raw = Buffer.from('${publicKeyIn(target)}'.replace(/^whpk_/, ''), 'base64');
// Node takes keys as SPKI: a fixed prefix in front of the 32 bytes.
const key = createPublicKey({
  key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]),
  format: 'der',
  type: 'spki',
});

function isGenuine(headers, body) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) return false;

  // Older or newer than five minutes: somebody may be replaying a request.
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;

  const signed = Buffer.concat([Buffer.from(\`\${id}.\${timestamp}.\`), body]);

  // While a key is being rotated there is one signature for each.
  return signatures.split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    return version === 'v1a' && verify(null, signed, key, Buffer.from(value, 'base64'));
  });
}

${server(target.path)}`;

/** Node.js without a package. */
export const node: VerifyCode = { name: 'node', label: 'Node.js', language: 'javascript', symmetric, ed25519 };
