/** Talks to a running Strapi as its people do: over HTTP, with a token. */

export interface Answer<T> {
  readonly status: number;
  /** Parsed JSON, or the text where it is none. */
  readonly body: T;
  readonly headers: Headers;
}

/** Calls an address of the site. A `FormData` body is sent as it is, any other as JSON. Never throws for a status. */
export type Call = <T = unknown>(method: string, path: string, body?: unknown) => Promise<Answer<T>>;

export interface Site {
  readonly url: string;
  /** Without any token. */
  readonly anyone: Call;
  /** The admin API, as the super admin. */
  readonly admin: Call;
  /** The content API (`/api/…`, `/graphql`), with a full-access token. */
  readonly rest: Call;
  /** The admin API, as a new person whose only role may do nothing but these actions (full ids, `plugin::switchboard.…`). */
  adminWith(actions: readonly string[]): Promise<Call>;
  /** The bearer token of such a person. */
  tokenWith(actions: readonly string[]): Promise<string>;
  /** Uploads a file through the media library, as the super admin; answers the stored file. */
  upload<T = { id: number; name: string; url: string }>(file: { name: string; type: string; bytes: Buffer | string }): Promise<T>;
  /** The super admin's bearer token. */
  readonly adminToken: string;
  readonly restToken: string;
}

/** The super admin of every Strapi started by tests. */
export const SUPER_ADMIN = { email: 'ada@example.com', password: 'Correct-horse-1' };

/** One connection a request: a process that stood still for seconds closes the kept ones just when the next request takes one. */
const ONE_REQUEST = { connection: 'close' };

/** A GET, without any token, on a connection of its own. */
export const get = (url: string): Promise<Response> => fetch(url, { headers: ONE_REQUEST });

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const caller =
  (url: string, token: string | null): Call =>
  async <T>(method: string, path: string, body?: unknown) => {
    const isForm = body instanceof FormData;
    const headers: Record<string, string> = { ...ONE_REQUEST, ...(token && { authorization: `Bearer ${token}` }) };
    if (body !== undefined && !isForm) headers['content-type'] = 'application/json';
    const response = await fetch(url + path, { method, headers, body: isForm ? body : JSON.stringify(body), redirect: 'manual' });
    return { status: response.status, headers: response.headers, body: parse(await response.text()) as T };
  };

const must = async <T>(answer: Promise<Answer<T>>, what: string): Promise<T> => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
};

const addPerson = async (url: string, admin: Call, actions: readonly string[]): Promise<string> => {
  const name = `person-${Math.random().toString(36).slice(2, 10)}`;
  type Data<T> = { data: T };
  const role = await must(admin<Data<{ id: number }>>('POST', '/admin/roles', { name, description: '' }), 'a role');
  const permissions = actions.map((action) => ({ action, subject: null, properties: {}, conditions: [] }));
  await must(admin('PUT', `/admin/roles/${role.data.id}/permissions`, { permissions }), 'its permissions');
  const invited = { firstname: name, lastname: '', email: `${name}@example.com`, roles: [role.data.id] };
  const { data: user } = await must(admin<Data<{ registrationToken: string }>>('POST', '/admin/users', invited), 'a person');
  const userInfo = { firstname: name, lastname: '', password: SUPER_ADMIN.password };
  const registration = { registrationToken: user.registrationToken, userInfo };
  const session = await must(caller(url, null)<Data<{ token: string }>>('POST', '/admin/register', registration), 'a registration');
  return session.data.token;
};

/** Logs in at a Strapi that was started with `SUPER_ADMIN` as its `PLAYGROUND_ADMIN`. */
export const visit = async (url: string): Promise<Site> => {
  const anyone = caller(url, null);
  const session = await must(anyone<{ data: { token: string } }>('POST', '/admin/login', SUPER_ADMIN), 'the login');
  const adminToken = session.data.token;
  const admin = caller(url, adminToken);
  const wanted = { name: `test-${Date.now()}`, description: '', type: 'full-access', lifespan: null, permissions: null };
  const token = await must(admin<{ data: { accessKey: string } }>('POST', '/admin/api-tokens', wanted), 'an API token');
  const restToken = token.data.accessKey;
  return {
    url,
    anyone,
    admin,
    rest: caller(url, restToken),
    adminWith: async (actions) => caller(url, await addPerson(url, admin, actions)),
    tokenWith: (actions) => addPerson(url, admin, actions),
    async upload<T>({ name, type, bytes }: { name: string; type: string; bytes: Buffer | string }) {
      const form = new FormData();
      form.append('files', new Blob([new Uint8Array(Buffer.from(bytes))], { type }), name);
      form.append('fileInfo', JSON.stringify({ name }));
      const [file] = await must(admin<T[]>('POST', '/upload', form), 'an upload');
      return file as T;
    },
    adminToken,
    restToken,
  };
};
