import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

interface Mail {
  to: string;
  from?: string;
  subject: string;
  text?: string;
  html?: string;
}

/** An e-mail provider that drops each mail as a JSON file into a folder: a playground writes to nobody. */
export = {
  init: ({ folder }: { folder: string }, settings: { defaultFrom: string }) => ({
    async send(mail: Mail) {
      await fs.mkdir(folder, { recursive: true });
      const sentAt = new Date().toISOString();
      const file = path.join(folder, `${sentAt.replace(/[:.]/g, '-')}-${randomUUID()}.json`);
      await fs.writeFile(file, JSON.stringify({ from: settings.defaultFrom, ...mail, sentAt }, null, 2));
    },
  }),
};
