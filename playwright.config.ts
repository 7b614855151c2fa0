import { defineConfig } from '@playwright/test';
import { findBrowser, launchArguments, NO_BROWSER } from './scripts/browser.mjs';

const executablePath = findBrowser();
if (!executablePath) throw new Error(NO_BROWSER);
// Found once: the workers that load this file again need not look.
process.env.PLAYWRIGHT_CHROMIUM_PATH = executablePath;

const port = Number(process.env.E2E_PORT ?? 4179);

/** The real app as built: run `npm run build` first, as `npm test` does. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: {
    timeout: 15_000,
    // See tests/e2e/screens.spec.ts.
    toHaveScreenshot: { pathTemplate: '{testDir}/screens/{arg}{ext}' },
  },
  updateSnapshots: process.env.PRESUMED_UPDATE ? 'changed' : 'none',
  reporter: 'list',
  use: {
    baseURL: `http://localhost:${port}/`,
    launchOptions: { executablePath, args: launchArguments() },
    timezoneId: 'America/St_Johns',
    locale: 'de-DE',
    trace: 'off',
  },
  webServer: {
    command: `vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
  },
});
