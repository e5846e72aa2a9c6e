// @ts-check
import node from '@astrojs/node';
import { defineConfig } from 'astro/config';
import { finishBuild } from './scripts/finish-build.ts';

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
              serverEntrypoint: new URL('./src/server/render-entry.ts', import.meta.url),
            }),
        }),
    },
  };
}

/** @type {import('astro').AstroIntegration} */
const finish = {
  name: 'finish-build',
  hooks: { 'astro:build:done': ({ dir }) => finishBuild(dir) },
};

export default defineConfig({
  adapter: ownServer(),
  integrations: [finish],
  session: false,
  // The default joins words across inline elements, which a screen reader then reads as one.
  compressHTML: true,
  build: { format: 'directory' },
  security: { checkOrigin: false },
  devToolbar: { enabled: false },
  // esbuild, because for these browsers the default adds variables that no rule of ours uses, and eight
  // names of fonts: 98 bytes of each page.
  vite: { build: { cssMinify: 'esbuild', cssTarget: ['chrome87', 'safari14', 'firefox78'] } },
});
