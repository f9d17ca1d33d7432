import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOpenTelemetry } from '../../../server/src/outbound/strapi/tracing';
import { createPassing, formatTraceparent, parseTraceparent } from '../../../server/src/outbound/tracing';
import { ROOT } from '../../support/cache';

const TEXT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('a traceparent', () => {
  it('is read and written as W3C Trace Context has it', () => {
    const read = parseTraceparent(TEXT);

    expect(read).toEqual({ traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', flags: 1 });
    expect(formatTraceparent(read!)).toBe(TEXT);
  });

  it('of a later version is read as far as we know it', () => {
    expect(parseTraceparent(`cc${TEXT.slice(2)}-what-comes-then`)).toEqual(parseTraceparent(TEXT));
  });

  it.each([
    ['nothing', undefined],
    ['two of them', `${TEXT}, ${TEXT}`],
    ['a list', [TEXT]],
    ['capitals', TEXT.toUpperCase()],
    ['version ff', `ff${TEXT.slice(2)}`],
    ['more than version 00 has', `${TEXT}-00`],
    ['no trace', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['no span', `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`],
    ['a line feed within', TEXT.replace('-00f', '\n00f')],
    ['too much', `cc${TEXT.slice(2)}-${'x'.repeat(600)}`],
  ])('is not %s', (_what, text) => {
    expect(parseTraceparent(text)).toBeNull();
  });
});

describe('OpenTelemetry', () => {
  it('is found beside the app or beside the plugin, and missed by nobody where it is not there', () => {
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'switchboard-'));
    try {
      expect(loadOpenTelemetry(elsewhere, null)).toBeNull();
      expect(loadOpenTelemetry(ROOT, null)).toHaveProperty('trace');
      expect(loadOpenTelemetry(elsewhere, __filename)).toHaveProperty('trace');
    } finally {
      fs.rmSync(elsewhere, { recursive: true });
    }
  });
});

describe('without a recorder', () => {
  it('passes on what came in', async () => {
    const tracing = createPassing(() => TEXT);
    const span = tracing.start({ name: 'attempt', kind: 'client', parent: tracing.current(), attributes: {} });

    expect(span.traceparent).toBe(TEXT);
    expect(await span.quietly(async () => 7)).toBe(7);
  });
});
