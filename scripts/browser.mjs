/**
 * Finds the Chromium that the end-to-end tests run in, and installs one when there is none.
 *
 * Order: `PLAYWRIGHT_CHROMIUM_PATH`; Playwright's own Chromium; an installed Chromium or Chrome; then the installers.
 * A browser counts only when it starts: Ubuntu's `chromium-browser` may be a stub, and Playwright's own may lack its
 * system libraries.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright';

const MINUTE = 60_000;

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const PLACES = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((root) =>
    join(process.env[root] ?? '', 'Google/Chrome/Application/chrome.exe'),
  ),
};

export const NO_BROWSER =
  'No Chromium found and none could be installed: install Chromium or Chrome, or set PLAYWRIGHT_CHROMIUM_PATH to the executable of one.';

/** @returns {boolean} whether this process runs as root, whom Chromium's sandbox refuses */
const isRoot = () => process.getuid?.() === 0;

/**
 * What Chromium is started with: quiet without a network, and without its sandbox only where that cannot work.
 * @returns {string[]}
 */
export function launchArguments() {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return isRoot() ? ['--no-sandbox', ...quiet] : quiet;
}

/**
 * @param {string} path of an executable
 * @returns {boolean} whether it is there and starts
 */
function works(path) {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(path, ['--version'], { timeout: MINUTE / 2, encoding: 'utf8' });
  return status === 0 && /chrom/i.test(stdout);
}

/** @returns {string[]} where an installed Chromium or Chrome may be, in the order they are tried */
function installedPlaces() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const inPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  const known = process.platform === 'darwin' || process.platform === 'win32' ? PLACES[process.platform] : [];
  return [...inPath, ...known].filter((path) => existsSync(path));
}

/**
 * The browser that is already here.
 * @returns {string | null} the path of its executable
 * @throws {Error} when `PLAYWRIGHT_CHROMIUM_PATH` is set but does not start: silently taking another browser would mislead
 */
export function findBrowser() {
  const chosen = process.env.PLAYWRIGHT_CHROMIUM_PATH;
  if (chosen) {
    if (works(chosen)) return chosen;
    throw new Error(`PLAYWRIGHT_CHROMIUM_PATH is ${chosen}, which is not a Chromium that starts.`);
  }
  return [chromium.executablePath(), ...installedPlaces()].find(works) ?? null;
}

/**
 * Runs an installer in view of the user, for a bounded time.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} environment added to this process's own
 * @param {number} minutes after which it is stopped
 * @returns {boolean} whether it succeeded
 */
function install(command, args, environment, minutes) {
  console.log(
    `No browser yet: ${[command === process.execPath ? 'playwright' : command, ...args.slice(-3)].join(' ')}`,
  );
  const { status } = spawnSync(command, args, {
    cwd: new URL('..', import.meta.url),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: minutes * MINUTE,
    killSignal: 'SIGKILL',
    // npx is a script on Windows.
    shell: process.platform === 'win32',
  });
  return status === 0;
}

/** Playwright's own download; without a network it must fail soon, so that the next way gets its turn. */
function installFromPlaywright() {
  return install('npx', ['playwright', 'install', 'chromium'], { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' }, 10);
}

/** Debian's package; Ubuntu has `apt-get` too, but its chromium is a snap, which `works` then refuses. */
function installFromDebian() {
  if (!isRoot() || !existsSync('/etc/debian_version')) return false;
  const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
  return install('apt-get', ['update'], quietly, 3) && install('apt-get', ['install', '-y', 'chromium'], quietly, 10);
}

/**
 * The browser that is already here, else one installed now.
 * @returns {string} the path of its executable
 * @throws {Error} with one sentence that says what to do
 */
export function provideBrowser() {
  const found = findBrowser();
  if (found) return found;
  for (const attempt of [installFromPlaywright, installFromDebian]) {
    const installed = attempt() ? findBrowser() : null;
    if (installed) return installed;
  }
  throw new Error(NO_BROWSER);
}
