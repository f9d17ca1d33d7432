type Root = Document | ShadowRoot;

/** A page that hangs on its styles would be worse than one without. */
const LONGEST_WAIT_MS = 3_000;

/** Whether a page's own bundle brought them: links tell nothing of that, a variable that only these styles set does. */
const isStyled = (to: Root): boolean => {
  const probe = document.createElement('div');
  probe.className = 'sbf';
  ('body' in to ? to.body : to).append(probe);
  const found = getComputedStyle(probe).getPropertyValue('--_gap') !== '';
  probe.remove();
  return found;
};

/** Links the styles of a Strapi site in a page, or a shadow tree, unless it has them. Done when they are there, or cannot be had. */
export const addStyles = (server = '', to: Root = document): Promise<void> => {
  if (isStyled(to)) return Promise.resolve();
  const href = `${server.replace(/\/+$/, '')}/api/switchboard/forms.css`;
  const known = to.querySelector(`link[href="${CSS.escape(href)}"]`);
  // With CORS, as the script is loaded; tools that look at rules could not read them otherwise.
  const link = known ?? Object.assign(document.createElement('link'), { rel: 'stylesheet', crossOrigin: 'anonymous', href });
  if (!known) ('head' in to ? to.head : to).append(link);
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_WAIT_MS);
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => {
      // The next form tries again.
      link.remove();
      resolve();
    });
  });
};
