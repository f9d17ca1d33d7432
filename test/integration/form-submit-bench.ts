import type { FormInput, FormView, PublicForm, SubmissionReceipt } from '../../shared/contracts/form';
import type { RunningStrapi } from '../support/strapi';

type Data<T> = { readonly data: T };

/** An answer to a submission, whatever it is. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly receipt: SubmissionReceipt;
  readonly error: {
    readonly status: number;
    readonly name: string;
    readonly message: string;
    readonly details: {
      readonly errors: readonly { readonly path: readonly string[]; readonly message: string; readonly name: string }[];
    };
  };
}

/** A row as it lies in the database; JSON parsed. */
export interface Row {
  readonly document_id: string;
  readonly state: string;
  readonly status: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly version: number;
  readonly is_test: unknown;
  readonly event_ids: readonly string[];
}

const json = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

/** Visits forms as sites and browsers do. */
export const visitor = (app: RunningStrapi) => {
  const { knex, tables } = (() => {
    const schema = app.strapi.db.getSchemaName();
    const connection = app.strapi.db.connection;
    return { knex: connection, tables: (name: string) => (schema ? connection(name).withSchema(schema) : connection(name)) };
  })();

  const send = async (
    method: string,
    path: string,
    body?: BodyInit | null,
    headers: Record<string, string> = {}
  ): Promise<Reply> => {
    const response = await fetch(`${app.url}/api/switchboard/forms${path}`, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    let parsed: { data?: unknown; error?: unknown } = {};
    try {
      parsed = JSON.parse(text) as typeof parsed;
    } catch {
      // A page.
    }
    return {
      status: response.status,
      headers: response.headers,
      text,
      receipt: parsed.data as SubmissionReceipt,
      error: parsed.error as Reply['error'],
    };
  };

  return {
    send,
    knex,
    /** Creates and publishes a form. */
    async publish(input: FormInput): Promise<FormView> {
      const made = await app.admin<Data<FormView>>('POST', '/switchboard/forms', input);
      if (made.status !== 201) throw new Error(`creating ${input.key}: ${JSON.stringify(made.body)}`);
      const published = await app.admin<Data<FormView>>('POST', `/switchboard/forms/${made.body.data.id}/publish`);
      if (published.status !== 200) throw new Error(`publishing ${input.key}: ${JSON.stringify(published.body)}`);
      return published.body.data;
    },
    async show(key: string, locale = ''): Promise<PublicForm> {
      const reply = await send('GET', `/${key}${locale ? `?locale=${locale}` : ''}`);
      if (reply.status !== 200) throw new Error(`${key}: ${reply.text}`);
      return reply.receipt as unknown as PublicForm;
    },
    post: (key: string, body: object, headers: Record<string, string> = {}) =>
      send('POST', `/${key}/submissions`, JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
    patch: (key: string, token: string, body: object) =>
      send('PATCH', `/${key}/submissions/${token}`, JSON.stringify(body), { 'content-type': 'application/json' }),
    postForm: (key: string, fields: Readonly<Record<string, string | readonly string[]>>, headers: Record<string, string> = {}) => {
      const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
      return send('POST', `/${key}/submissions`, new URLSearchParams(pairs), headers);
    },
    postFiles: (
      key: string,
      fields: Readonly<Record<string, string>>,
      files: readonly {
        readonly field: string;
        readonly name: string;
        readonly bytes: Uint8Array | string;
        readonly type?: string;
      }[],
      headers: Record<string, string> = {}
    ) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      for (const { field, name, bytes, type = '' } of files) form.append(field, new Blob([bytes as never], { type }), name);
      return send('POST', `/${key}/submissions`, form, headers);
    },
    async rows(formId: string): Promise<readonly Row[]> {
      const rows = (await tables('switchboard_submissions').where('form_id', formId).orderBy('document_id')) as Record<
        string,
        unknown
      >[];
      return rows.map((row) => ({
        ...row,
        version: Number(row['version']),
        values: json(row['values']),
        meta: json(row['meta']),
        event_ids: json(row['event_ids']),
      })) as unknown as Row[];
    },
    async files(formId: string): Promise<readonly { id: string; name: string; mime: string; storage: string }[]> {
      return (await tables('switchboard_form_files').where('form_id', formId)) as never;
    },
    async eventTypes(formKey: string): Promise<readonly string[]> {
      const rows = (await tables('switchboard_events').where('uid', `form:${formKey}`).orderBy('seq')) as { type: string }[];
      return rows.map(({ type }) => type);
    },
  };
};
