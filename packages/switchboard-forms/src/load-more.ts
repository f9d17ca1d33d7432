import type { More } from './more';

/** Loads it once; again where it could not be had. */
export const loadMore = async (): Promise<More> => (await import('./more')).more;
