import { useSearchParams } from 'react-router-dom';

import { TABS, type Tab } from '../paths';

/** The tab in the address; the first one where it has none. */
export const useTab = (): readonly [Tab, (tab: Tab) => void] => {
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((one) => one === search.get('tab')) ?? 'build';
  return [tab, (next) => setSearch(next === 'build' ? {} : { tab: next }, { replace: true })];
};
