import { CONFIG_DEFAULTS } from './config/config';
import { parseConfig } from './config/parse';
import { forms } from './forms';
import { outbound } from './outbound';
import { mergeFeatures } from './plugin';

/** For types of fields of your own; see docs/form-fields.md. */
export type { OwnFieldType } from '../../shared/forms';

export default mergeFeatures([outbound, forms], { default: CONFIG_DEFAULTS, validator: parseConfig });
