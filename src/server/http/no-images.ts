/**
 * In place of Astro's own program that makes images smaller on demand: no page has an image that it could make, and our
 * server never asks it. Only the build loads this file.
 */
export const GET = () => new Response(null, { status: 404 });
