/** The headers of every response. */

/** @param isSecure whether people reach the site by https */
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
    // The other permissions are for scripts, and no page of this site can run one.
    'permissions-policy': 'browsing-topics=()',
    ...(isSecure ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  };
}
