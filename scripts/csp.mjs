/**
 * The headers this app wants from its host, in one place: the built page carries the policy as a meta element, `vite
 * preview` sends all of them, `public/_headers` repeats them for hosts that read it (a house test compares).
 */

const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  // Bugzilla's REST API is the one place the app may ask, and only when the user says so.
  'connect-src': "'self' https://bugzilla.mozilla.org",
  'manifest-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  // Svelte's templates, and src/trusted-types.ts.
  'trusted-types': 'svelte-trusted-html default',
};

/**
 * @param {Partial<typeof directives>} [changes] directives to replace, e.g. for the development server
 * @returns {string} a Content-Security-Policy that a meta element may carry
 */
export function contentSecurityPolicy(changes = {}) {
  return Object.entries({ ...directives, ...changes })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

/** Vite's client injects styles and talks over a web socket; all else is as strict as in production. */
export const developmentPolicy = contentSecurityPolicy({
  'style-src': "'self' 'unsafe-inline'",
  'connect-src': `${directives['connect-src']} ws:`,
});

/** `frame-ancestors` only works as a header, so a good host sends these; the app itself works without them. */
export const headers = {
  'Content-Security-Policy': `${contentSecurityPolicy()}; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
};
