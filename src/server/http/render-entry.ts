/**
 * The entry of Astro's server build, in place of the adapter's own: it draws the endpoint's pages and
 * leaves the request, its body and its headers to our server. Only the build loads this file.
 */
import { createApp } from 'astro/app/entrypoint';
import type { ShownPage } from '../../form/shown-page.ts';

const app = createApp({ streaming: false });

/** Draws a page of the endpoint as HTML, in UTF-8. Throws when it cannot be drawn. */
export async function render(page: ShownPage): Promise<Buffer> {
  const slug = ('consultation' in page && page.consultation?.slug) || 'problem';
  const request = new Request(`http://localhost/${slug}/respond`);
  const response = await app.render(request, { locals: { page }, routeData: app.match(request) });
  if (response.status !== 200)
    throw new Error(`drawing the page "${page.show}" gave ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
