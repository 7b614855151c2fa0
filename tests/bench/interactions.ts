import type { Page } from 'playwright';
import { hostOf, unknownAmong } from './evidence.ts';

/** ms from the event to the first paint in which what it asked for is on the screen. */
export type Interactions = Readonly<Record<(typeof INTERACTIONS)[number], number>>;
export const INTERACTIONS = [
  'sort',
  'sort the other way',
  'filter',
  'search',
  'show all',
  'scroll',
  'jump to the end',
] as const;

/** Uses the table of so many pairs as a user would, and takes the time of everything. */
export function interact(page: Page, pairs: number): Promise<Interactions> {
  const facts = {
    pairs,
    unknown: unknownAmong(pairs),
    first: hostOf(0),
    last: hostOf(pairs - 1),
    wanted: hostOf(Math.floor(pairs / 2)),
  };
  return page.evaluate(async ({ pairs: count, unknown, first, last, wanted }): Promise<Interactions> => {
    const find = <T extends HTMLElement>(selector: string): T => {
      const found = document.querySelector<T>(selector);
      if (!found) throw new Error(`the page has no ${selector}`);
      return found;
    };
    const rowCount = (): number => Number(find('[role=grid]').getAttribute('aria-rowcount')) - 1;
    const rowAt = (at: number): Element | null => document.querySelector(`[role=row][aria-rowindex="${at + 1}"]`);
    const firstRowHas = (text: string): boolean => rowAt(1)?.textContent.includes(text) ?? false;
    const painted = (): Promise<number> =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now());
          port2.postMessage(null);
        }),
      );
    const until = async (name: string, act: () => void, there: () => boolean): Promise<number> => {
      // What came before has had its say, so that it is not counted here.
      await painted();
      await painted();
      const start = performance.now();
      act();
      for (;;) {
        const at = await painted();
        if (there()) return at - start;
        if (at - start > 20_000) throw new Error(`${name} showed nothing within 20 s`);
      }
    };
    const enter = (field: HTMLInputElement | HTMLSelectElement, value: string): void => {
      field.value = value;
      field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
    };
    const nameHead = [...document.querySelectorAll<HTMLElement>('[role=columnheader] button')].find((button) =>
      button.textContent.startsWith('Name'),
    );
    if (!nameHead) throw new Error('no column is called Name');

    const sort = await until(
      'sort',
      () => nameHead.click(),
      () => firstRowHas(first),
    );
    const back = await until(
      'sort the other way',
      () => nameHead.click(),
      () => firstRowHas(last),
    );
    const status = find<HTMLSelectElement>('select[aria-label="Latest status"]');
    const filter = await until(
      'filter',
      () => enter(status, 'unknown'),
      () => rowCount() === unknown,
    );
    enter(status, '');

    const search = find<HTMLInputElement>('input[aria-label="Search certificates"]');
    let worstKey = 0;
    for (let typed = 1; typed <= wanted.length; typed++) {
      const narrowed = typed < wanted.length ? () => true : () => rowCount() === 1 && firstRowHas(wanted);
      worstKey = Math.max(worstKey, await until('search', () => enter(search, wanted.slice(0, typed)), narrowed));
    }
    const all = await until(
      'show all',
      () => enter(search, ''),
      () => rowCount() === count,
    );

    let worstStep = 0;
    for (let step = 0; step < 30; step++)
      worstStep = Math.max(
        worstStep,
        await until(
          'scroll',
          () => scrollBy(0, 480),
          () => true,
        ),
      );
    const jump = await until(
      'jump',
      () => scrollTo(0, document.documentElement.scrollHeight),
      () => rowAt(count) !== null,
    );
    scrollTo(0, 0);
    return {
      sort,
      'sort the other way': back,
      filter,
      search: worstKey,
      'show all': all,
      scroll: worstStep,
      'jump to the end': jump,
    };
  }, facts);
}
