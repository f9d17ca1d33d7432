/** One thing that is wrong, at its field: the path as in `receivers.0.url`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The faults in an answer of the server; none where the answer is another error. */
export const faultsOf = (error: unknown): readonly Fault[] => {
  if (!isRecord(error) || !isRecord(error.details) || !Array.isArray(error.details.errors)) return [];
  return error.details.errors.flatMap((fault: unknown) => {
    if (!isRecord(fault) || typeof fault.message !== 'string' || !Array.isArray(fault.path)) return [];
    return [{ path: fault.path.join('.'), message: fault.message }];
  });
};
