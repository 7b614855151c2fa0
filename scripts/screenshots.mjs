/** `npm run screenshots`: pictures of the built app for its web manifest, as people see them before they install it. */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { findBrowser, launchArguments, NO_BROWSER } from './browser.mjs';

const OUT = 'public/screenshots';

const executablePath = findBrowser();
if (!executablePath) throw new Error(NO_BROWSER);
const server = await preview({ preview: { port: 0, open: false } });
const url = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({ executablePath, args: launchArguments() });
mkdirSync(OUT, { recursive: true });

/**
 * @param {string} name
 * @param {{ width: number, height: number }} viewport
 * @param {'light' | 'dark'} colorScheme
 */
async function picture(name, viewport, colorScheme) {
  const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
  await page.goto(url);
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await page.getByText('Evaluated 17 certificates').waitFor();
  await page.getByText('MRSP § 5.4').first().waitFor();
  await page.screenshot({ path: `${OUT}/${name}.png` });
  await page.close();
}

await picture('wide', { width: 1280, height: 800 }, 'light');
await picture('narrow', { width: 390, height: 844 }, 'dark');
await browser.close();
await server.close();
