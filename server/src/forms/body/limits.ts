/** How much a body may hold. What an operator can set comes from the configuration, the rest is fixed. */
export interface BodyLimits {
  /** Bytes of a body without files, and of all texts of one with files. */
  readonly maxTextBytes: number;
  /** Bytes of a multipart body, files and all. */
  readonly maxRequestBytes: number;
  /** Without a byte for this long nobody waits any longer. */
  readonly idleMs: number;
}

/** The outermost object is 1; answers that are lists of objects would be 4. */
export const MOST_DEPTH = 5;
export const MOST_KEYS = 500;
export const MOST_ELEMENTS = 200;
export const MOST_FILES = 50;
