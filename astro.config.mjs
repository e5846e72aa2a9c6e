// @ts-check
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

/**
 * The adapter in middleware mode, with our own entry: docs/decisions/0002-own-server.md says why.
 *
 * @returns {import('astro').AstroIntegration}
 */
function ownServer() {
  const adapter = node({ mode: 'middleware' });
  return {
    ...adapter,
    hooks: {
      ...adapter.hooks,
      'astro:config:done': (options) =>
        adapter.hooks['astro:config:done']?.({
          ...options,
          setAdapter: (made) =>
            options.setAdapter({
              ...made,
              serverEntrypoint: new URL('./src/server/http/render-entry.ts', import.meta.url),
            }),
        }),
    },
  };
}

/**
 * `import site, { isRich } from 'virtual:site'`: what site.yaml says, and whether the prose has pictures,
 * quotations or tables, also for pages that are rendered on demand. `import sizes from 'virtual:form-sizes'`: the
 * sizes of the forms that the build has made.
 *
 * @returns {NonNullable<import('astro').ViteUserConfig['plugins']>[number]}
 */
function contentFacts() {
  const keys = new Map([
    ['\0virtual:site', 'site'],
    ['\0virtual:form-sizes', 'formSizes'],
  ]);
  return {
    name: 'content-facts',
    resolveId: (name) => (keys.has(`\0${name}`) ? `\0${name}` : null),
    load(name) {
      const key = keys.get(name);
      if (key === undefined) return null;
      const file = process.env['CONTENT_FILE'] ?? '';
      const content = JSON.parse(readFileSync(file, 'utf8'));
      const prose = JSON.stringify(content.consultations);
      const isRich = /<img\b|<td data-head|<blockquote\b/.test(prose);
      return `export default ${JSON.stringify(content[key])}; export const isRich = ${isRich};`;
    },
  };
}

/**
 * Leaves our own code out of what Astro builds, so that scripts/bundle-server.ts puts it into `dist/` once, for the pages
 * and for the server. Node runs it as it is written. Not what asks for a virtual module.
 *
 * @returns {NonNullable<import('astro').ViteUserConfig['plugins']>[number]}
 */
function ownCodeOnce() {
  const src = fileURLToPath(new URL('src/', import.meta.url));
  const asksAstro = [resolve(src, 'content.ts'), resolve(src, 'server/http/')];
  return {
    name: 'own-code-once',
    apply: 'build',
    enforce: 'pre',
    resolveId(name, importer, options) {
      if (!options.ssr || !importer?.startsWith(src) || !/^\..*\.ts$/.test(name)) return null;
      const file = resolve(dirname(importer.replace(/\?.*$/, '')), name);
      return asksAstro.some((one) => file.startsWith(one))
        ? null
        : { id: file, external: 'absolute' };
    },
  };
}

export default defineConfig({
  adapter: ownServer(),
  session: false,
  // The default joins words across inline elements, which a screen reader then reads as one word.
  compressHTML: true,
  build: { format: 'directory' },
  security: { checkOrigin: false },
  image: { endpoint: { route: '/_image', entrypoint: './src/server/http/no-images.ts' } },
  devToolbar: { enabled: false },
  // esbuild, because for these browsers the default adds variables that none of our rules uses, and eight font names:
  // 98 bytes in each page.
  vite: {
    plugins: [contentFacts(), ownCodeOnce()],
    build: { cssMinify: 'esbuild', cssTarget: ['chrome87', 'safari14', 'firefox78'] },
  },
});
