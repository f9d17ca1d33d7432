import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();

/**
 * Compares two values in a time that says nothing about where they differ. Digests are compared, because `timingSafeEqual` wants
 * equal lengths and the length of a secret token is nobody's business either.
 */
export const sameBytes = (a: string | Buffer, b: string | Buffer): boolean => timingSafeEqual(digest(a), digest(b));
