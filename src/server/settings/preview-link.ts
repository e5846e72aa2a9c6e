/** Links to a preview, which are signed and expire. */
import { readSignature, signaturePattern, signLink } from './signed-link.ts';

/** Returns the path of a preview. @param until in ms since 1970 */
export function previewPath(key: Buffer, slug: string, until: number): string {
  return `/preview/${slug}/${signLink(key, `preview ${slug}`, until)}/`;
}

/** Matches the slug, the token, and the rest of the path. */
export const previewPattern = new RegExp(
  `^/preview/([a-z0-9-]+)/(${signaturePattern})(/.*)?$`,
  's',
);

/** Returns until when a token is valid for a slug, in ms since 1970, or `null` if it is not valid or has expired. */
export function readPreviewToken(
  key: Buffer,
  slug: string,
  token: string,
  now: number,
): number | null {
  const until = readSignature(key, `preview ${slug}`, token);
  return until !== null && now < until ? until : null;
}
