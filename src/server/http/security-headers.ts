/** The headers that every answer carries. */

/** @param isSecure people reach the site by https */
export function securityHeaders(
  styleHashes: readonly string[],
  isSecure: boolean,
): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src ${styleHashes.map((hash) => `'sha256-${hash}'`).join(' ')}`,
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    // Not no-referrer: with it, Chromium sends `Origin: null` for the site's own form.
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    // The rest of what browsers offer to pages is for scripts, and this site can run none.
    'permissions-policy': 'browsing-topics=()',
    ...(isSecure ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  };
}
