/** `npm run icons`: renders public/favicon.svg, the one drawing, to the PNGs that the web manifest and iOS want. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { launchArguments, provideBrowser } from './browser.mjs';

const folder = new URL('../public/', import.meta.url);
const mark = readFileSync(new URL('favicon.svg', folder), 'utf8');
/** Launchers cut maskable icons to any shape inside the middle 80 %, and iOS rounds the corners itself. */
const fullBleed = mark.replace(' rx="14"', '').replace('viewBox="0 0 64 64"', 'viewBox="-6 -6 76 76"');
const background = /<rect[^>]* fill="(#[0-9a-f]{6})"/.exec(mark)?.[1] ?? 'none';

const icons = [
  { name: 'icon-192.png', size: 192, svg: mark, fill: 'transparent' },
  { name: 'icon-512.png', size: 512, svg: mark, fill: 'transparent' },
  { name: 'icon-maskable-512.png', size: 512, svg: fullBleed, fill: background },
  { name: 'apple-touch-icon.png', size: 180, svg: fullBleed, fill: background },
];

const browser = await chromium.launch({ executablePath: provideBrowser(), args: launchArguments() });
for (const { name, size, svg, fill } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0; background: ${fill} } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: fileURLToPath(new URL(name, folder)), omitBackground: true });
  await page.close();
}
await browser.close();
