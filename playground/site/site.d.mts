/** Starts the site on 127.0.0.1; port 0 is any free one. */
export function startFormSite(options: {
  readonly cms: string;
  readonly port?: number;
  readonly form?: string;
}): Promise<{ readonly url: string; close(): Promise<void> }>;
