import { PluginError, type ErrorCode } from '../../kernel/errors';

/** A body that is refused before anybody looks at its answers, with a sentence that says what was expected. */
export const bodyFault = (
  code: Extract<ErrorCode, 'BODY_UNREADABLE' | 'BODY_TOO_LARGE' | 'BODY_TYPE_UNKNOWN'>,
  message: string,
  path = ''
): PluginError => new PluginError(code, [{ path, message }]);
