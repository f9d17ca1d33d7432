/**
 * A small site that shows a form of the playground in three ways: `node playground/site/site.mjs [--cms http://127.0.0.1:1337] [--port 3000]
 * [--form contact]`. It is a site of its own on another origin, as sites are.
 */
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const HERE = import.meta.dirname;
const LIBRARY = path.resolve(HERE, '../../packages/switchboard-forms/src');

/** From the library's sources, as a site's own build does from the package. */
const bundle = async (options) => {
  const alias = { 'switchboard-forms': path.join(LIBRARY, 'index.ts'), 'switchboard-forms/react': path.join(LIBRARY, 'react.ts') };
  const { outputFiles } = await build({ bundle: true, write: false, format: 'esm', alias, ...options });
  return outputFiles[0].text;
};

const PAGE_STYLES = `
  :root { color-scheme: light dark; --ground: light-dark(#f7f7fb, #14151c); }
  body { margin: 0; background: var(--ground); font: 16px/1.5 system-ui, 'Liberation Sans', sans-serif; }
  main { max-width: 42rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) 1rem; }
  nav { padding: 0.75rem 1rem; display: flex; flex-wrap: wrap; gap: 1rem; justify-content: center; }
  nav a { color: inherit; min-height: 24px; }
`;

/** Strict on purpose: what the library does needs neither inline scripts nor inline styles. */
const policyFor = (cms) =>
  [
    `default-src 'self'`,
    `script-src 'self' ${cms}`,
    `style-src 'self' ${cms}`,
    `connect-src 'self' ${cms}`,
    `img-src 'self' data: ${cms}`,
    'worker-src blob:',
    `form-action 'self' ${cms}`,
  ].join('; ');

const WAYS = { '/': 'The element', '/html': 'Plain HTML, with or without scripts', '/react': 'React' };

const document = ({ title, body, script }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/site.css">
    <title>${title}</title>
  </head>
  <body>
    <nav aria-label="Ways to show a form">
      ${Object.entries(WAYS)
        .map(([where, name]) => `<a href="${where}"${name === title ? ' aria-current="page"' : ''}>${name}</a>`)
        .join('\n      ')}
    </nav>
    <main>
      ${body}
    </main>
    <script type="module" src="${script}"></script>
  </body>
</html>
`;

/** Starts the site; answers its address and how to stop it. */
export const startFormSite = async ({ cms, port = 0, form = 'contact' }) => {
  const library = `${cms}/api/switchboard/forms.js`;
  const rendered = await bundle({ entryPoints: [path.join(LIBRARY, 'index.ts')] });
  const { actionOf, loadForm, renderHtml } = await import(
    `data:text/javascript;base64,${Buffer.from(rendered).toString('base64')}`
  );
  const react = await bundle({
    entryPoints: [path.join(HERE, 'react.jsx')],
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    minify: true,
  });

  const element = (key, locale, inside = '') =>
    `<switchboard-form form="${key}" server="${cms}"${locale ? ` locale="${locale}"` : ''} keep-draft>${inside}</switchboard-form>`;

  const pages = {
    '/': async (key, locale) => document({ title: WAYS['/'], body: element(key, locale), script: library }),
    // Drawn here, taken over by the element where scripts run.
    '/html': async (key, locale) => {
      const shown = await loadForm({ server: cms, form: key, locale });
      const html = renderHtml(shown, { action: actionOf(cms, key), idempotencyKey: crypto.randomUUID() });
      return document({ title: WAYS['/html'], body: element(key, locale, html), script: library }).replace(
        '</title>',
        `</title>\n    <link rel="stylesheet" href="${cms}/api/switchboard/forms.css">`
      );
    },
    '/react': async (key) =>
      document({
        title: WAYS['/react'],
        body: `<div id="root" data-form="${key}" data-server="${cms}"></div>`,
        script: '/react.js',
      }),
  };
  const files = { '/site.css': ['text/css', PAGE_STYLES], '/react.js': ['text/javascript', react] };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://site');
    const [type, content] = files[pathname] ?? [];
    response.setHeader('content-security-policy', policyFor(cms));
    try {
      const draw = pages[pathname];
      if (!content && !draw) return response.writeHead(404).end('Not found');
      const body = content ?? (await draw(searchParams.get('form') ?? form, searchParams.get('locale') ?? ''));
      response.writeHead(200, { 'content-type': `${type ?? 'text/html'}; charset=utf-8` }).end(body);
    } catch (error) {
      response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end(error.message);
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({
    options: {
      cms: { type: 'string', default: 'http://127.0.0.1:1337' },
      port: { type: 'string', default: '3000' },
      form: { type: 'string', default: 'contact' },
    },
  });
  const { url } = await startFormSite({ cms: values.cms, port: Number(values.port), form: values.form });
  console.log(`The form "${values.form}" of ${values.cms} is at ${url}`);
}
