import type { BuildOptions, BuildResult } from 'esbuild';

/** Bundles a part of the library as the build does. */
export function bundle<Options extends BuildOptions>(options: Options): Promise<BuildResult<Options>>;

/** Makes a module as small as what is served. */
export function squeeze(code: string): Promise<string>;
