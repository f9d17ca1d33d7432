import type { BuildOptions, BuildResult } from 'esbuild';

/** Bundles a part of the library as the build does. */
export function bundle<Options extends BuildOptions>(options: Options): Promise<BuildResult<Options>>;

/** The modules that the plugin serves, by name of the file, as small as they are served. */
export function bundleServed(): Promise<ReadonlyMap<string, string>>;
