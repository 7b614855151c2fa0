import type { BrowserContext } from '@playwright/test';

/** What a page must never do; every list should stay empty. */
export interface Watched {
  /** Addresses outside the app's origin that were asked for. */
  readonly foreign: string[];
  /** Complaints of the Content-Security-Policy, in the page and in its workers. */
  readonly violations: string[];
  /** Exceptions nobody caught. */
  readonly errors: string[];
}

/**
 * Watches every page of a context; call it before the first page opens.
 * @param url of the app
 */
export function watch(context: BrowserContext, url: string): Watched {
  const { origin } = new URL(url);
  const watched: Watched = { foreign: [], violations: [], errors: [] };
  context.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.origin !== origin) watched.foreign.push(asked.href);
  });
  context.on('console', (message) => {
    if (
      message.type() === 'error' &&
      /content security policy|trusted ?types?|TrustedScript|TrustedHTML/i.test(message.text())
    ) {
      watched.violations.push(message.text());
    }
  });
  context.on('weberror', (error) => watched.errors.push(error.error().message));
  return watched;
}
