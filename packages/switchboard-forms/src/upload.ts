/** An answer before it is read. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

/** Files on a slow line take their time. */
const LONGEST_UPLOAD_MS = 15 * 60_000;

/** Sends files; `null` where no answer came. By XMLHttpRequest, the only one that tells how much of an upload has left. */
export const upload = (
  method: string,
  url: string,
  body: FormData,
  onProgress?: (share: number) => void
): Promise<RawAnswer | null> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = LONGEST_UPLOAD_MS;
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () =>
      resolve({
        status: request.status,
        body: request.responseText,
        // Asked for where it is not there, a browser complains in the console.
        retryAfter: request.status === 429 ? request.getResponseHeader('retry-after') : null,
      });
    request.onerror = request.ontimeout = request.onabort = () => resolve(null);
    request.send(body);
  });
