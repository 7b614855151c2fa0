import type { App } from '../state/app.svelte.ts';
import type { CasePlace, Inside } from '../state/route.ts';

/** Where in the open case the user is, and what the address points at inside it. */
export function placeOf({ route }: App): { readonly place: CasePlace | null; readonly inside: Inside | null } {
  const place = route.at === 'case' ? route : null;
  return { place, inside: place?.inside ?? null };
}

/** What tells that the user has taken over. */
const TAKEN_OVER = ['wheel', 'pointerdown', 'touchstart', 'keydown'] as const;
/** What stands above an element is filled in by answers of the worker, which take no longer than this (ms). */
const SETTLING = 3000;

/**
 * Brings an element into view when the address points at it: once for each time that it begins to. While what stands
 * above it still grows, it is kept there, unless the user moves.
 */
export function arrive(element: HTMLElement, pointed: boolean): { update(pointed: boolean): void; destroy(): void } {
  let leave: (() => void) | null = null;
  let was = false;

  const go = () => {
    // One rule may have found several things: the address leads to the first.
    element.dataset.pointed = '';
    if (document.querySelector('[data-pointed]') !== element) return;
    const show = () => element.scrollIntoView({ block: 'start' });
    const grown = new ResizeObserver(show);
    for (let box = element.parentElement; box; box = box.parentElement)
      for (const part of box.children) grown.observe(part);
    const end = setTimeout(() => leave?.(), SETTLING);
    leave = () => {
      clearTimeout(end);
      grown.disconnect();
      for (const type of TAKEN_OVER) removeEventListener(type, leave!, true);
      leave = null;
    };
    for (const type of TAKEN_OVER) addEventListener(type, leave, true);
    show();
  };

  const update = (is: boolean) => {
    if (is && !was) go();
    if (!is) {
      leave?.();
      delete element.dataset.pointed;
    }
    was = is;
  };
  update(pointed);
  return { update, destroy: () => leave?.() };
}
