import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

import { toCurl } from '../../../admin/src/deliveries/curl';

/** The words a POSIX shell makes of a command, with `curl` replaced by something that prints them. */
const wordsOf = (command: string): string[] =>
  execFileSync('sh', ['-c', `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('toCurl', () => {
  it('gives the shell exactly the bytes that were sent', () => {
    const body = `{"title":"It's $HOME \`id\` \\\\ \\n","lines":"a\nb"}`;
    const command = toCurl({
      url: "https://example.com/hook?a=1&b='2'",
      headers: [{ name: 'webhook-id', value: "evt_'1'" }],
      body,
    });

    expect(wordsOf(command)).toEqual([
      '-X',
      'POST',
      "https://example.com/hook?a=1&b='2'",
      '-H',
      "webhook-id: evt_'1'",
      '--data-raw',
      body,
    ]);
  });

  it('leaves out headers that curl writes itself', () => {
    const headers = ['Content-Length', 'host', 'Connection', 'Accept-Encoding'].map((name) => ({ name, value: 'x' }));

    expect(wordsOf(toCurl({ url: 'https://example.com', headers, body: null }))).toEqual(['-X', 'POST', 'https://example.com']);
  });
});
