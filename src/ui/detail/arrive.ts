import type { App } from '../state/app.svelte.ts';
import type { CasePlace, Inside } from '../state/route.ts';

/** Where in the open case the user is, and what the address points at inside it. */
export function placeOf({ route }: App): { readonly place: CasePlace | null; readonly inside: Inside | null } {
  const place = route.at === 'case' ? route : null;
  return { place, inside: place?.inside ?? null };
}

/** Brings an element into view when the address points at it: once for each time that it begins to. */
export function arrive(element: HTMLElement, pointed: boolean): { update(pointed: boolean): void } {
  let was = false;
  const update = (is: boolean) => {
    // After the page has its height: what stands above is being filled in this very moment.
    if (is && !was) requestAnimationFrame(() => element.scrollIntoView({ block: 'start' }));
    was = is;
  };
  update(pointed);
  return { update };
}
