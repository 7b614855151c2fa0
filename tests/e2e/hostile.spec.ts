import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from './support/test.ts';
import { strFromU8, unzipSync } from 'fflate';
import { csvRows } from '../../src/core/intake/csv.ts';
import { startStandIn } from '../bugzilla/stand-in.ts';
import { asOf, choose, drop, evaluated, exportVerdict, rows, type EvidenceFile } from './support/app.ts';
import { hostileEvidence, longEvidence, MARKUP, SCRIPTS, SHELL, UNSEEN } from './support/hostile.ts';
import type { Watched } from './watch.ts';

/** Evidence, titles, events, lists and comments made to harm: nothing runs, nothing hides, and what leaves is valid. */

const TITLE = `${SCRIPTS[0]!}${SCRIPTS[5]!}${UNSEEN[0]!}\u0000${SHELL[1]!}`;
const BUGZILLA = 'https://bugzilla.mozilla.org';
/** Characters that no file of ours has, but for line ends and tabs. */

const HIDING = /[\p{Cf}\p{Zl}\p{Zp}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ue000]/u;
/** A list with controls is refused as no text. */
const SEEN = UNSEEN.filter((text) => !/\p{Cc}/u.test(text));
const AS_OF = '2022-12-02';

let watched: Watched;
let said: string[];

test.beforeEach(async ({ page, watched: seen }) => {
  watched = seen;
  said = [];
  page.on('dialog', (dialog) => {
    said.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) said.push(`${message.type()}: ${message.text()}`);
  });
  page.on('popup', (popup) => said.push(`window: ${popup.url()}`));
  await page.goto('./');
});
test.afterEach(async ({ page }) => {
  expect(await page.evaluate(() => 'hit' in window), 'something ran').toBe(false);
  expect(said).toEqual([]);
  const asked = watched.foreign.splice(0);
  expect(asked.filter((url) => !url.startsWith(`${BUGZILLA}/`))).toEqual([]);
});

/** Looks at everything on the page: nothing that does not show, no address but safe ones, no wider than its window. */
async function look(page: Page, where: string, widths = [1280, 360]): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const found = await page.evaluate(() => {
      // An emoji's joiner or a no-break space of our own would be no harm; neither is on these screens in text but spaces.
      const deceptive =
        /[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u115f\u1160\u3164\uffa0]/u;
      const bad: string[] = [];
      const ancestors = (element: Element): Element[] =>
        element.parentElement && element.parentElement !== document.body
          ? [element.parentElement, ...ancestors(element.parentElement)]
          : [];
      const tell = (what: string, text: string) => bad.push(`${what}: ${JSON.stringify(text.slice(0, 80))}`);
      const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node instanceof Element) {
          for (const { name, value } of node.attributes) {
            if (deceptive.test(value)) tell(`${node.localName} ${name}`, value);
            if (name.startsWith('on')) tell('handler', value);
            if (
              /^(?:xlink:)?(?:href|src|action|formaction)$/.test(name) &&
              !/^(?:#|\.?\/|https?:\/\/|blob:|data:image\/svg)/.test(value)
            )
              tell(`${node.localName} ${name}`, value);
          }
        } else if (!/^(?:SCRIPT|STYLE|TEXTAREA)$/.test(node.parentElement!.tagName) && deceptive.test(node.nodeValue!))
          tell(`text in ${node.parentElement!.localName}.${node.parentElement!.className}`, node.nodeValue!);
      }
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth > clientWidth) {
        bad.push(`${scrollWidth - clientWidth} px wider`);
        for (const element of document.querySelectorAll('body *'))
          if (
            element.getBoundingClientRect().right + scrollX > clientWidth + 1 &&
            !ancestors(element).some(
              (one) =>
                getComputedStyle(one).overflowX !== 'visible' && getComputedStyle(element).position !== 'absolute',
            ) &&
            bad.length < 6
          )
            tell('wide', element.outerHTML);
      }
      return bad.slice(0, 8);
    });
    expect.soft(found, `${where}, ${width} px`).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Opens everything that can be opened, what stands in it too. */
async function unfold(page: Page, within: string): Promise<void> {
  const closed = page.locator(`${within} details:not([open]) > summary`);
  for (let most = 40; most > 0 && (await closed.filter({ visible: true }).count()) > 0; most--)
    await closed.filter({ visible: true }).first().click();
}

const room = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('link', { name }).click();

async function download(page: Page, button: string): Promise<EvidenceFile> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), buffer: readFileSync(await file.path()) };
}

async function open(page: Page): Promise<number> {
  const { files, certificates } = hostileEvidence();
  await drop(page, files);
  await evaluated(page, certificates);
  await asOf(page).fill(AS_OF);
  await evaluated(page, certificates);
  await page.getByRole('textbox', { name: 'Title of the case' }).fill(TITLE);
  await page.getByRole('textbox', { name: 'Title of the case' }).blur();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  for (const what of [SCRIPTS[0]!, UNSEEN[0]!, MARKUP.join(' ')]) {
    await timeline.getByRole('button', { name: 'New event' }).click();
    await page.getByLabel('What happened').fill(what);
    await page.getByLabel('When, with its time zone').fill('2022-11-01 12:00 UTC');
    await page.getByRole('button', { name: 'Add event', exact: true }).click();
  }
  return certificates;
}

test('a table, a timeline and the detail of hostile names show all of it and run none', async ({ page }) => {
  await open(page);
  await expect(page.getByText('RLO', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('With what does not show:')).toContainText('RLO');
  await look(page, 'certificates');
  for (const text of ['onerror', 'h44.example']) {
    await page.getByRole('searchbox', { name: 'Search certificates' }).fill(text);
    await rows(page).first().click();
    await expect(page.getByText('Fields and bytes of the').first()).toBeVisible();
    await unfold(page, '.detail');
    await expect(page.getByRole('tree').first()).toBeVisible();
    await look(page, `detail of ${text}`, [1280]);
  }
  await page.getByRole('button', { name: 'ASN.1', exact: true }).last().click();
  await expect(page.getByRole('tree', { name: 'ASN.1 tree' })).toBeVisible();
  await look(page, 'ASN.1', [1280]);
});

test('the other rooms of a case, and the home of all, do neither', async ({ page }) => {
  await open(page);
  for (const name of ['Responses', 'To do', 'Problems', 'Evidence']) {
    await room(page, name);
    await expect(page.locator('.region section').first()).toBeVisible();
    await look(page, name);
  }
  await page.getByRole('link', { name: 'Fields and bytes' }).first().click();
  await expect(page.getByRole('tree')).toBeVisible();
  await look(page, 'one piece of evidence');
  await page.goto('./#/');
  await expect(page.getByRole('heading', { name: 'Cases kept in this browser' })).toBeVisible();
  await look(page, 'home');
});

test('what somebody stated does neither', async ({ page }) => {
  await open(page);

  await room(page, 'Reconcile');
  // Before the lists: what is stated later closes the list that is open.
  await page.getByLabel('Counts in words').fill(`${UNSEEN[0]!} 3 certificates ${SCRIPTS[0]!}`);
  await page.getByRole('combobox', { name: 'Time zone' }).fill(UNSEEN[0]!);
  await page.getByLabel('Stated list').fill([...SCRIPTS, ...SEEN, ...SHELL, 'ab'.repeat(32)].join('\n'));
  await page.getByRole('button', { name: 'Add list' }).click();
  await page.getByLabel('List files').setInputFiles({
    name: `${SCRIPTS[0]!.replaceAll('/', '')}${UNSEEN[0]!}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(`${'cd'.repeat(32)}\n${SEEN.join('\n')}`),
  });
  await expect(page.getByRole('list', { name: 'Stated lists' }).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: /in the lists, not in evidence: show/ }).click();
  await look(page, 'reconcile');
  const list = (await download(page, 'Download list')).buffer.toString();
  expect(list.trimEnd().split('\n')).toHaveLength(2);
  expect(list).toContain('\\e2\\80\\ae');
  expect(list).not.toMatch(HIDING);
});

/** The text of a report, as downloaded. */
async function report(page: Page, form: string, file: string): Promise<string> {
  await page.getByRole('radio', { name: form }).check();
  await expect(page.getByRole('region', { name: file })).toBeVisible();
  return (await download(page, 'Download')).buffer.toString();
}

test('whatever leaves is valid, quoted and harmless', async ({ page, context }, testInfo) => {
  const certificates = await open(page);
  const parsed = await exportVerdict(page);
  expect(JSON.parse(parsed.text)).toEqual(parsed.document);
  expect(parsed.document.title).toContain('\u202e');
  expect(parsed.name).toMatch(/^[\p{L}\p{N}._-]+\.verdict\.json$/u);

  const svg = (await download(page, 'Export SVG')).buffer.toString();
  // A page of the app's own may make no document of a text.
  const blank = await context.newPage();
  expect(
    await blank.evaluate((text) => {
      const file = new DOMParser().parseFromString(text, 'image/svg+xml');
      return [...file.querySelectorAll('parsererror, script, foreignObject, image, a, style, [onload]')].length;
    }, svg),
  ).toBe(0);
  expect(svg).not.toMatch(HIDING);

  await room(page, 'Report');
  await page.getByLabel('Report on').selectOption('All certificates of the case');
  const csv = await report(page, 'CCADB appendix, CSV', 'appendix.csv');
  const table = [...csvRows(csv, ',')];
  expect(table).toHaveLength(certificates + 1);
  for (const cells of table)
    for (const cell of cells) {
      expect(cell).not.toMatch(/^\s*"?\s*[=+\-@\uff1d]/);
      expect(cell).not.toMatch(HIDING);
    }
  await look(page, 'appendix');
  for (const [form, file] of [
    ['Full report, by the CA', 'full-report.md'],
    ['Preliminary report', 'preliminary-report.md'],
    ['The seven questions', 'seven-questions.md'],
  ] as const) {
    const markdown = await report(page, form, file);
    expect(markdown).not.toMatch(HIDING);
    // What is left outside code spans makes no link, no HTML and no mention.
    const bare = markdown.replace(/(?<![`\\])(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
    expect(bare).not.toMatch(/(?<!\\)<(?:img|script|svg|\/)|(?<!\\)\]\(javascript|(?<![\w\\`])@(?:all|everyone)/);
    await look(page, form);
  }

  const bundle = await download(page, 'Export evidence bundle');
  const files = unzipSync(bundle.buffer);
  for (const name of Object.keys(files)) expect(name).toMatch(/^(?!\/)(?!.*\.\.)[\p{L}\p{N}._/-]+$/u);
  expect(strFromU8(files['README.txt']!)).not.toMatch(HIDING);
  const scripts = [strFromU8(files['verify.sh']!)];
  await room(page, 'To do');
  scripts.push((await download(page, 'Download script')).buffer.toString());
  for (const script of scripts) {
    expect(script).not.toMatch(HIDING);
    const path = testInfo.outputPath('script.sh');
    writeFileSync(path, script);
    execFileSync('sh', ['-n', path]);
    const commands = script
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .join('\n');
    expect(commands).not.toContain('touch pwned');
  }
});

test('names of 100 kB leave the page quick', async ({ page }) => {
  const { files, certificates } = longEvidence();
  await choose(page, files);
  await evaluated(page, certificates);
  await page.getByRole('textbox', { name: 'Title of the case' }).fill('t\u202e'.repeat(5000));
  await page.getByRole('textbox', { name: 'Title of the case' }).blur();
  for (let at = 0; at < certificates; at++) {
    const before = Date.now();
    await rows(page).nth(at).click();
    await expect(page.getByText('Fields and bytes of the').first()).toBeVisible();
    expect(Date.now() - before, 'ms').toBeLessThan(4000);
  }
  await look(page, 'long names');
  await room(page, 'Report');
  await page.getByLabel('Report on').selectOption('All certificates of the case');
  const before = Date.now();
  expect([...csvRows(await report(page, 'CCADB appendix, CSV', 'appendix.csv'), ',')]).toHaveLength(certificates + 1);
  expect(Date.now() - before, 'ms').toBeLessThan(6000);
  await look(page, 'long report');
});

test('a bug’s summary, comments and attachments are as harmless', async ({ page, context }) => {
  const { files, certificates } = hostileEvidence();
  const bugzilla = await startStandIn([
    {
      id: 7,
      summary: TITLE,
      comments: [...SCRIPTS, ...UNSEEN, ...MARKUP].map(
        (text) => `${text}\nhttps://crt.sh/?sha256=${'ab'.repeat(32)} ${text}`,
      ),
      attachments: files.map(({ name, buffer }, at) => ({ id: 100 + at, fileName: name, bytes: buffer })).slice(0, 4),
    },
  ]);
  await context.route(`${BUGZILLA}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const answer = await fetch(bugzilla.url + pathname + search);
    const body = Buffer.from(await answer.arrayBuffer());
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
  });
  const region = page.getByRole('region', { name: 'Import a bug' });
  await region.getByText('Import a bug', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Bug number or link' }).fill('7');
  await page.getByRole('button', { name: 'Fetch bug 7 from bugzilla.mozilla.org' }).click();
  await evaluated(page, certificates);
  await look(page, 'import');
  await room(page, 'To do');
  await look(page, 'to do of an import');
  await bugzilla.close();
});
