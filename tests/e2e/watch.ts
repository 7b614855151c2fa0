import type { BrowserContext } from '@playwright/test';

/** What a page must never do; every list should stay empty. */
export interface Watched {
  /** Addresses that were asked for outside this machine, where every test has its hosts. */
  readonly foreign: string[];
  /** Complaints of the Content-Security-Policy, in the page and in its workers. */
  readonly violations: string[];
  /** Exceptions nobody caught. */
  readonly errors: string[];
}

export const nothingSeen = (): Watched => ({ foreign: [], violations: [], errors: [] });

/** Watches every page of a context; call it before the first page opens. */
export function watch(context: BrowserContext, watched: Watched): void {
  context.on('request', (request) => {
    const { protocol, hostname, href } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && hostname !== 'localhost') watched.foreign.push(href);
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
}
