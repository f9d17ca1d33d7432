import type { BuildOptions, BuildResult } from 'esbuild';

/** Bundles a part of the library as the build does. */
export function bundle<Options extends BuildOptions>(options: Options): Promise<BuildResult<Options>>;
