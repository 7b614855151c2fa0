/** Which other engines are installed here. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { startFirefox } from './firefox.ts';
import type { Engine } from './engine.ts';
import { startWebKit } from './webkit.ts';

export interface Installed {
  readonly title: string;
  /** What would have to be installed; `null`: it is. */
  readonly lacking: string | null;
  start(): Promise<Engine>;
  /** The same, set so that storage is not what it usually is. */
  readonly withStorage: readonly Setting[];
}

export interface Setting {
  readonly title: string;
  /** Whether cases are kept there, at least until the browser ends. */
  readonly keeps: boolean;
  /** Whether there is room for the sample, and not for much more. */
  readonly small?: boolean;
  start(): Promise<Engine>;
}

const which = (name: string): string | null => {
  const { status, stdout } = spawnSync('which', [name], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
};

/** MiniBrowser stands beside the library, in a folder whose name has the architecture and the version in it. */
function miniBrowser(): string | null {
  for (const library of ['/usr/lib', '/usr/libexec']) {
    if (!existsSync(library)) continue;
    const folders = [library, ...readdirSync(library).map((name) => `${library}/${name}`)];
    for (const folder of folders)
      for (const version of ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0']) {
        const path = `${folder}/${version}/MiniBrowser`;
        if (existsSync(path)) return path;
      }
  }
  return null;
}

const firefox = process.env['PRESUMED_FIREFOX'] ?? which('firefox-esr') ?? which('firefox');
const driver = which('WebKitWebDriver');
const browser = miniBrowser();
const display =
  process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? [] : which('xvfb-run') ? ['xvfb-run', '-a'] : null;

export const ENGINES: readonly Installed[] = [
  {
    title: 'Firefox',
    lacking: firefox ? null : 'Firefox (Debian: firefox-esr)',
    start: () => startFirefox(firefox!),
    withStorage: [
      {
        title: 'in private windows',
        keeps: true,
        start: () => startFirefox(firefox!, { 'browser.privatebrowsing.autostart': true }),
      },
      {
        title: 'with little room',
        keeps: true,
        small: true,
        // In kB.
        start: () => startFirefox(firefox!, { 'dom.quotaManager.temporaryStorage.fixedLimit': 10_240 }),
      },
      {
        title: 'with all storage refused',
        keeps: false,
        start: () => startFirefox(firefox!, { 'network.cookie.cookieBehavior': 2 }),
      },
    ],
  },
  {
    title: 'WebKitGTK',
    lacking:
      driver && browser && display
        ? null
        : 'WebKitWebDriver, MiniBrowser and, without a display, xvfb-run (Debian: webkit2gtk-driver, xvfb)',
    // What a driver starts is a private session already.
    start: () => startWebKit(driver!, browser!, display!),
    withStorage: [],
  },
];
