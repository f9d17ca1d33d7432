import { PLUGIN_ID } from '../../../shared/permissions';

/** Where the list of webhooks is. */
export const webhooksPath = `/plugins/${PLUGIN_ID}/webhooks`;

/** Where one webhook is edited. */
export const webhookPath = (id: string) => `${webhooksPath}/${encodeURIComponent(id)}`;

/** Where a new webhook is made, like another one where an id is given. */
export const createPath = (likeId?: string) => `${webhooksPath}/create${likeId ? `?like=${encodeURIComponent(likeId)}` : ''}`;
