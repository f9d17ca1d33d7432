/** A package that is the operator's choice: loaded only when it is asked for, and named when it is not there. */
export const loadPeer = async <T>(name: string, load: () => Promise<T>): Promise<T> => {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error) || !/MODULE_NOT_FOUND/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new Error(`\`queue.driver\` is \`bullmq\`, and the package "${name}" is not installed: npm install bullmq ioredis`, {
      cause: error,
    });
  }
};
