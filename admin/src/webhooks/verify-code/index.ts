import { csharp } from './csharp';
import { go } from './go';
import { node } from './node';
import { php } from './php';
import { python } from './python';
import type { VerifyCode } from './verify-code';

/** One entry for each language, in the order of the dialog's tabs. */
export const VERIFY_CODES: readonly VerifyCode[] = [node, python, php, csharp, go];
export type { VerifyTarget } from './verify-code';
