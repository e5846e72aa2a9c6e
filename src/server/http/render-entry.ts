/**
 * The entry point of Astro's server build, in place of the adapter's. It renders the endpoint's pages, and leaves
 * requests, bodies and headers to our server. Only the build loads this file.
 */
import { createApp } from 'astro/app/entrypoint';
import type { ShownPage } from '../../form/shown-page.ts';

const app = createApp({ streaming: false });

/** Renders a page of the endpoint as HTML, in UTF-8. Rejects if it cannot be rendered. */
export async function render(page: ShownPage): Promise<Buffer> {
  const slug = ('consultation' in page && page.consultation?.slug) || 'problem';
  const request = new Request(`http://localhost/${slug}/respond`);
  const response = await app.render(request, { locals: { page }, routeData: app.match(request) });
  if (response.status !== 200)
    throw new Error(`drawing the page "${page.show}" gave ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
