/// <reference lib="webworker" />
/**
 * The service worker: the app, precached, and nothing else. It never answers or makes a request for anything outside the
 * precache, and a new version waits until the user accepts it (src/ui/state/updates.svelte.ts): a reload in the middle of
 * a case would change the tool under the evidence.
 */
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { url: string; revision: string | null }[];
};

precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();

// Relative to this file, so under whatever path the app is served.
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')));

// A first visit, which loaded without a worker, gets the files it has yet to load from the precache too.
clientsClaim();

self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') {
    void self.skipWaiting();
  }
});
