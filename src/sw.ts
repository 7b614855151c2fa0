/// <reference lib="webworker" />
/**
 * The service worker: the app, precached, and what other apps share with it. It never makes a request for anything outside
 * the precache, and a new version waits until the user accepts it (src/ui/state/updates.svelte.ts): a reload in the middle
 * of a case would change the tool under the evidence.
 */
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { leave, readShare } from './inbox/inbox.ts';
import { RELEASES } from './releases/releases.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { url: string; revision: string | null }[];
};

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Relative to this file, so under whatever path the app is served.
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));

// The share target of the manifest. A static host cannot answer a POST; nothing of what is shared leaves the device.
const SHARE = new URL('share', self.registration.scope).href;
registerRoute(
  ({ url }) => url.href === SHARE,
  ({ request }) => receive(request),
  'POST',
);

async function receive(request: Request): Promise<Response> {
  const shared = await request
    .formData()
    .then((form) => leave(readShare(form), Date.now()))
    .catch(() => 'lost');
  // 303: the page is then got, and a reload sends nothing twice.
  return Response.redirect(new URL(`./?shared=${shared}`, self.registration.scope), 303);
}

// A first visit, which loaded without a worker, gets the files it has yet to load from the precache too.
clientsClaim();

self.addEventListener('message', ({ data, ports }) => {
  const type: unknown = typeof data === 'object' && data !== null && 'type' in data ? data.type : null;
  if (type === 'SKIP_WAITING') void self.skipWaiting();
  // Asked by the old version's page, so that its prompt can say what the new one changes.
  else if (type === 'RELEASES') ports[0]?.postMessage(RELEASES);
});
