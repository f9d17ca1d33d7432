import type { FormInput } from '../shared/contracts/form';
import type { SiteChild } from './stage';

const asAdmin = async <T>({ url, adminToken }: SiteChild, path: string, body: object): Promise<T> => {
  const answer = await fetch(`${url}/switchboard${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { data: T }).data;
};

/** A form of the site that anybody may submit. */
export const publishForm = async (site: SiteChild, input: FormInput): Promise<{ readonly id: string; readonly key: string }> => {
  const { id } = await asAdmin<{ id: string }>(site, '/forms', input);
  await asAdmin(site, `/forms/${id}/publish`, {});
  return { id, key: input.key };
};
