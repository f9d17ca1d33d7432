import { createHash } from 'node:crypto';
import type { Keys } from './keys';

/**
 * The token that resumes a submission: 256 bits that nobody can guess. It follows from the submission's id and our key, so that the answer to a
 * repeated post can name it again although the database only has its hash.
 */
export const resumeTokenOf = (keys: Keys, submissionId: string): string => keys.sign('resume', submissionId);

/** What the database has of it. */
export const hashResumeToken = (token: string): string => createHash('sha256').update(token).digest('hex');
