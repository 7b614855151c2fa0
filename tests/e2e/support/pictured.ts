import { readFileSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import type { Page } from '@playwright/test';

/** What pictures of the app depend on besides the app: another browser, system or font draws other pixels. */
export interface Drawer {
  readonly chromium: string;
  readonly platform: string;
  /** Widths in px of the same words in the three faces of the app: other fonts, other widths. */
  readonly fonts: Readonly<Record<'sans' | 'serif' | 'mono', number>>;
}

const NOTE = new URL('../screens/drawn-with.json', import.meta.url);

/** @returns who draws here; the app must be open in the page */
export async function drawer(page: Page): Promise<Drawer> {
  const fonts = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d')!;
    const style = getComputedStyle(document.documentElement);
    const width = (face: string) => {
      context.font = `100px ${style.getPropertyValue(`--${face}`)}`;
      return Math.round(context.measureText('Presumed 0123456789 OCSP revoked').width);
    };
    return { sans: width('sans'), serif: width('serif'), mono: width('mono') };
  });
  return { chromium: page.context().browser()!.version(), platform: `${platform()} ${arch()}`, fonts };
}

/** @returns why pictures drawn here cannot be compared with those that are kept; null when they can */
export function incomparable(here: Drawer): string | null {
  const kept = JSON.parse(readFileSync(NOTE, 'utf8')) as Drawer;
  if (JSON.stringify(kept) === JSON.stringify(here)) return null;
  const said = ({ chromium, platform: system, fonts }: Drawer) =>
    `Chromium ${chromium} on ${system} with fonts ${Object.values(fonts).join('/')}`;
  return `The kept pictures were drawn by ${said(kept)}; this is ${said(here)}. PRESUMED_UPDATE=1 npx playwright test screens draws them anew.`;
}

export const noteDrawer = (here: Drawer): void => writeFileSync(NOTE, `${JSON.stringify(here, null, 2)}\n`);
