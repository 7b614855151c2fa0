import type { Page } from 'playwright';

/** What the page shows and when, by its own clock (ms since it was navigated to). Written by {@link observe}. */
export interface Seen {
  /** Files were handed in. */
  added: number | null;
  /** The status said `Evaluated N certificates`, and that was painted. */
  evaluated: number | null;
  certificates: number | null;
  /** The status said that there will be no verdict, in these words. */
  failed: string | null;
  /** The table had its first row, and that was painted. */
  rows: number | null;
  /** Tasks of the page's own thread that took longer than 50 ms. */
  readonly tasks: { readonly start: number; readonly ms: number }[];
}

/** Watches every document of this page from its beginning. */
export async function observe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Seen = { added: null, evaluated: null, certificates: null, failed: null, rows: null, tasks: [] };
    Object.assign(globalThis, { seen });
    const painted = (then: (at: number) => void): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => then(performance.now());
        port2.postMessage(null);
      });
    };
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ start: startTime, ms: duration });
    }).observe({ type: 'longtask', buffered: true });

    let counted = false;
    let listed = false;
    addEventListener(
      'change',
      ({ target }) => {
        if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
        counted = listed = false;
        Object.assign(seen, { added: performance.now(), evaluated: null, certificates: null, rows: null });
      },
      true,
    );
    new MutationObserver(() => {
      if (!listed && document.querySelector('[role=grid] [role=gridcell]')) {
        listed = true;
        painted((at) => (seen.rows = at));
      }
      if (counted) return;
      for (const status of document.querySelectorAll('[role=status]')) {
        const text = status.textContent.trim();
        if (/^(?:Not evaluated|Evaluation cancelled)/.test(text)) seen.failed = text;
        const said = /^Evaluated (\d+) certificates$/.exec(text);
        if (!said) continue;
        counted = true;
        painted((at) => {
          seen.certificates = Number(said[1]);
          seen.evaluated = at;
        });
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
}

/** Resolves when every verdict and the table are on the screen. Rejects when the page dies or `timeout` (ms) is over. */
export async function shown(page: Page, timeout: number): Promise<Seen> {
  let stop = (): void => undefined;
  const died = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`nothing was shown within ${timeout / 1000} s`)), timeout);
    const crashed = (): void => reject(new Error('the page crashed'));
    page.once('crash', crashed);
    stop = () => {
      clearTimeout(timer);
      page.off('crash', crashed);
    };
  });
  try {
    return await Promise.race([
      died,
      page.evaluate(
        () =>
          new Promise<Seen>((resolve, reject) => {
            const { seen } = globalThis as unknown as { seen: Seen };
            const timer = setInterval(() => {
              if (seen.failed === null && (seen.evaluated === null || seen.rows === null)) return;
              clearInterval(timer);
              if (seen.failed === null) resolve(seen);
              else reject(new Error(`the page says: ${seen.failed}`));
            }, 50);
          }),
      ),
    ]);
  } finally {
    stop();
  }
}

/** The long tasks that began between two moments of the page's clock, once the browser has reported them. */
export const longTasks = (page: Page, from: number, to: number): Promise<number[]> =>
  page.evaluate(
    async ([begin, end]) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const { seen } = globalThis as unknown as { seen: Seen };
      return seen.tasks.filter(({ start }) => start >= begin && start <= end).map(({ ms }) => ms);
    },
    [from, to] as const,
  );
