import type { BrowserContext, Worker } from '@playwright/test';

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
  context.on('page', (page) => page.on('worker', (worker) => void tell(worker)));
  context.on('weberror', (error) => watched.errors.push(error.error().message));
}

/**
 * Of what its policy forbids a worker, Chromium says nothing on the console; so the worker itself says it there, also what
 * came before it was asked to.
 */
async function tell(worker: Worker): Promise<void> {
  await worker
    .evaluate(() => {
      const say = (reports: { body: unknown }[]): void => {
        // eslint-disable-next-line no-console -- the console is where the watch listens
        for (const { body } of reports) console.error(`Content Security Policy, in a worker: ${JSON.stringify(body)}`);
      };
      type Observer = new (
        say: (reports: { body: unknown }[]) => void,
        options: { types: string[]; buffered: boolean },
      ) => { observe(): void };
      const { ReportingObserver } = self as unknown as { ReportingObserver: Observer };
      new ReportingObserver(say, { types: ['csp-violation'], buffered: true }).observe();
    })
    // One that has ended already.
    .catch(() => undefined);
}
