/**
 * The Content-Security-Policy demands Trusted Types; this is the one policy of the app itself (`svelte-trusted-html` is
 * Svelte's, for its compiled templates). It lets `new Worker()` and the service worker's registration load scripts of this
 * very origin and nothing else. It makes no HTML and no script text, so assigning a string to `innerHTML` stays an error.
 *
 * Import it before anything that starts a worker, in the page and in every worker that starts further ones.
 */
interface DefaultPolicy {
  createScriptURL(url: string): string;
}
interface WithTrustedTypes {
  trustedTypes?: { createPolicy(name: 'default', policy: DefaultPolicy): unknown };
}

// Browsers without Trusted Types need no policy.
(globalThis as WithTrustedTypes).trustedTypes?.createPolicy('default', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError(`Not a script of this app: ${url}`);
    return url;
  },
});
