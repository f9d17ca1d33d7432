import { useFetchClient } from '@strapi/strapi/admin';
import { useState } from 'react';

import { withParams } from '../api/api';
import { useNotices } from '../ui/useNotices';

/** Long enough for the browser to have begun saving. */
const KEPT_MS = 60_000;

/** Gives a blob to the browser to be saved under that name. */
export const saveBlob = (blob: Blob, name: string): void => {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
};

/** Fetches a file of the admin API, which a plain link cannot: the administrator's token goes in a header. */
export const useDownload = () => {
  const { get } = useFetchClient();
  const { fail } = useNotices();
  const [isBusy, setIsBusy] = useState(false);
  const download = async (url: string, name: string, params: Readonly<Record<string, string>> = {}): Promise<boolean> => {
    setIsBusy(true);
    try {
      const { data } = await get(withParams(url, params), { responseType: 'blob' });
      saveBlob(data, name);
      return true;
    } catch (error) {
      fail(error);
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, download };
};
