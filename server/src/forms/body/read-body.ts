import type { Readable } from 'node:stream';
import type { Posted } from '../posted';
import { bodyFault } from './body-fault';
import { parseJsonBody } from './json-body';
import type { BodyLimits } from './limits';
import { parseMultipartBody, type MultipartTools } from './multipart-body';
import { parseUrlencodedBody } from './pairs-body';
import { readBytes } from './read-bytes';

export const DOORS = ['json', 'urlencoded', 'multipart'] as const;
/** The three ways in which answers come. */
export type Door = (typeof DOORS)[number];

/** What the head of a request says about its body. `''` where a header is absent. */
export interface BodyHead {
  readonly contentType: string;
  readonly contentLength: string;
  readonly contentEncoding: string;
}

const DOOR_BY_TYPE: Readonly<Record<string, Door>> = {
  'application/json': 'json',
  'application/x-www-form-urlencoded': 'urlencoded',
  'multipart/form-data': 'multipart',
};

/** Judges the head alone, before anything is read: which door, and whether what is announced may come in. */
export const doorOf = (head: BodyHead, limits: BodyLimits): Door => {
  const [type = '', ...parameters] = head.contentType.toLowerCase().split(';');
  const door = Object.hasOwn(DOOR_BY_TYPE, type.trim()) ? DOOR_BY_TYPE[type.trim()]! : null;
  if (door === null)
    throw bodyFault('BODY_TYPE_UNKNOWN', `Expected one of ${Object.keys(DOOR_BY_TYPE).join(', ')} as Content-Type.`);
  const charset = parameters
    .map((one) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(one)?.[1])
    .find((found) => found !== undefined);
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8') throw bodyFault('BODY_TYPE_UNKNOWN', 'Expected UTF-8.');
  if (head.contentEncoding !== '' && head.contentEncoding.toLowerCase() !== 'identity')
    throw bodyFault('BODY_TYPE_UNKNOWN', 'Expected a body without Content-Encoding.');
  const most = door === 'multipart' ? limits.maxRequestBytes : limits.maxTextBytes;
  if (head.contentLength !== '' && !(Number(head.contentLength) <= most))
    throw bodyFault('BODY_TOO_LARGE', `Expected a body of at most ${most} bytes.`);
  return door;
};

export interface BodyTools extends MultipartTools {
  readonly contentType: string;
}

/** Reads a body through its door. Rejects with a `PluginError` for whatever is wrong with it. */
export const readBody = async (stream: Readable, door: Door, tools: BodyTools): Promise<Posted> => {
  if (door === 'multipart') return parseMultipartBody(stream, tools.contentType, tools);
  const bytes = await readBytes(stream, tools.limits.maxTextBytes, tools.limits.idleMs);
  return door === 'json' ? parseJsonBody(bytes) : parseUrlencodedBody(bytes, tools.honeypot);
};
