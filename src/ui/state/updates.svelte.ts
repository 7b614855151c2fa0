/** The service worker's registration, and the one question it ever asks the user: start the new version now? */
import { Workbox } from 'workbox-window';
import { isReleases, newerThan, RELEASES, type Release } from '../../releases/releases.ts';

const HOUR = 3_600_000; // ms

export class Updates {
  /** A new version is ready; it starts only when the user presses **Start the new version**, which calls `accept`. */
  waiting = $state(false);
  /** What it changes since the version of this page, newest first; empty when it does not say. */
  brings = $state.raw<readonly Release[]>([]);

  #accepted = false;
  #workbox: Workbox | null = null;

  /**
   * Registers the service worker and keeps looking for new versions: hourly, and whenever the page is seen again.
   * Without service workers (an old browser, private mode, plain http) the app works as well, only not offline: nothing
   * here throws. The development server has no service worker.
   */
  async start(): Promise<void> {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
    // The first worker takes over a page that had none; that page already is the newest version.
    let controlled = navigator.serviceWorker.controller !== null;
    const workbox = new Workbox('./sw.js');
    workbox.addEventListener('waiting', () => void this.#announce(workbox));
    workbox.addEventListener('controlling', () => {
      if (this.#accepted) location.reload();
      // Accepted in another tab: this page still is the old version, and its remaining files are gone.
      else if (controlled) this.waiting = true;
      controlled = true;
    });
    try {
      await workbox.register();
    } catch {
      return;
    }
    this.#workbox = workbox;
    const look = () => void workbox.update().catch(() => undefined); // offline: the next look may succeed
    setInterval(look, HOUR);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') look();
    });
  }

  async #announce(workbox: Workbox): Promise<void> {
    this.waiting = true;
    const worker = (await navigator.serviceWorker.getRegistration())?.waiting ?? (await workbox.getSW());
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (isReleases(data)) this.brings = newerThan(RELEASES[0]!.version, data);
      port1.close();
    };
    worker.postMessage({ type: 'RELEASES' }, [port2]);
  }

  /** Starts the waiting version and reloads the page into it. */
  async accept(): Promise<void> {
    this.#accepted = true;
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration?.waiting) this.#workbox?.messageSkipWaiting();
    else location.reload();
  }
}

export const updates = new Updates();
