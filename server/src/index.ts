import { CONFIG_DEFAULTS } from './config/config';
import { parseConfig } from './config/parse';
import { outbound } from './outbound';
import { mergeFeatures } from './plugin';

export default mergeFeatures([outbound], { default: CONFIG_DEFAULTS, validator: parseConfig });
