import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/** Where the system keeps it. */
export const HOSTS_FILE =
  process.platform === 'win32' ? `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts` : '/etc/hosts';

/** Addresses of a host in a hosts file: `127.0.0.1 name alias # comment`. Empty where it is not listed or the file cannot be read. */
export const addressesInHostsFile = async (path: string, host: string): Promise<readonly string[]> => {
  // No hosts file is as good as an empty one.
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().toLowerCase().split(/\s+/);
    return isIP(address) && names.includes(host) ? [address] : [];
  });
};
