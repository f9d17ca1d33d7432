import { mergeFeatures } from './plugin';

export default mergeFeatures([], {});
