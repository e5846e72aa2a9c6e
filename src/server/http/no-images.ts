/**
 * Replaces Astro's endpoint that resizes images on demand. No page has an image that it could resize, and our server
 * never calls it. Only the build loads this file.
 */
export const GET = () => new Response(null, { status: 404 });
