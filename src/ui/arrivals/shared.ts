import type { Handed } from '../state/workbench.svelte.ts';

/**
 * What another app shared, when this page was opened for it (`?shared=<id>`, as the service worker redirects); `null` when
 * it was not. The address forgets it at once, so a reload takes nothing twice. Empty: it was taken before, or lost.
 */
export function takeShared(): Promise<readonly Handed[]> | null {
  const address = new URL(location.href);
  const id = address.searchParams.get('shared');
  if (id === null) return null;
  address.searchParams.delete('shared');
  history.replaceState(null, '', address);
  // Loaded when needed: few pages are opened so.
  return import('../../inbox/inbox.ts').then(({ take }) => take(id)).catch(() => []);
}
