/** Links to a preview: signed, and over after some days. */
import { readSignature, signaturePattern, signLink } from './signed-link.ts';

/** Returns the path of a preview. @param until in ms since 1970 */
export function previewPath(key: Buffer, slug: string, until: number): string {
  return `/preview/${slug}/${signLink(key, `preview ${slug}`, until)}/`;
}

/** The slug, the token, and what follows. */
export const previewPattern = new RegExp(
  `^/preview/([a-z0-9-]+)/(${signaturePattern})(/.*)?$`,
  's',
);

/** Returns until when a token is good for a slug, in ms since 1970. `null`: it is not, or no more. */
export function readPreviewToken(
  key: Buffer,
  slug: string,
  token: string,
  now: number,
): number | null {
  const until = readSignature(key, `preview ${slug}`, token);
  return until !== null && now < until ? until : null;
}
