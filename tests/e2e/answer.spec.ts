import { readFileSync, writeFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Download, type Page } from './support/test.ts';
import { csvRows } from '../../src/core/intake/csv.ts';
import { evaluated } from './support/app.ts';

/** A CA's compliance engineer answers: loads, states, reconciles, and takes away what the bug needs. */

const open = async (page: Page, room: 'Reconcile' | 'Report') =>
  page.getByRole('navigation', { name: 'Parts of the case' }).getByRole('link', { name: room }).click();
const number = (page: Page, what: string | RegExp) => page.getByRole('button', { name: what });
const textOf = async (download: Download) => readFileSync(await download.path(), 'utf8');

async function report(page: Page, form: string): Promise<{ name: string; text: string }> {
  await page.getByRole('radio', { name: form }).check();
  await expect(page.getByText('…', { exact: true })).toHaveCount(0);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await textOf(download) };
}

async function inspect(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, 'px wider than the window').toBe(0);
}

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
});

test('counts, lists and moments are reconciled, kept, and leave as reports', async ({ page }) => {
  // The links that a report would list are what the CA states, with mistakes of every kind.
  await open(page, 'Report');
  await page.getByLabel('Report on').selectOption('All certificates of the case');
  const finals = (await report(page, 'Links to final certificates')).text.trim().split('\n');
  const precerts = (await report(page, 'Links to precertificates')).text.trim().split('\n');
  expect([finals.length, precerts.length]).toEqual([6, 11]);

  await open(page, 'Reconcile');
  await page.getByLabel('Counts in words').fill('17 certificates: 6 final certificates and 13 precertificates');
  const counts = page.getByRole('table', { name: 'Stated counts and what the evidence has' });
  await expect(counts.getByRole('row')).toHaveText([
    /What is counted/,
    /^certificates\s*17\s*17\s*as stated/,
    /^final certificates\s*6\s*6\s*as stated/,
    /^precertificates\s*13\s*11\s*2 fewer than stated/,
  ]);
  await expect(page.getByText('The stated parts make 19, but the whole is stated as 17.')).toBeVisible();

  const stranger = `https://crt.sh/?sha256=${'ab'.repeat(32)}&opt=ocsp`;
  await page.getByLabel('Stated list').fill([...finals.slice(1), finals[2], precerts[0], stranger].join('\n'));
  await page.getByRole('combobox', { name: 'What the list is of' }).selectOption('Final certificates');
  await page.getByRole('button', { name: 'Add list' }).click();
  await page.getByLabel('List files').setInputFiles({
    name: 'precert_urls.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(`${precerts.join('\n')}\nhttps://crt.sh/?id=12345\n`),
  });
  await expect(page.getByRole('list', { name: 'Stated lists' }).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('combobox', { name: 'What precert_urls.txt is of' })).toHaveValue('precertificate');
  for (const figure of [
    '16 in the lists and in evidence',
    '1 in the lists, not in evidence',
    '1 in evidence, not in the lists',
    '1 named more than once',
    '2 contradictory',
    '1 named in a way that cannot be matched',
  ])
    await expect(number(page, `${figure}: show the list`)).toBeVisible();

  await number(page, /^1 in the lists, not in evidence/).click();
  const missing = page.getByRole('region', { name: '1 in the lists, not in evidence' });
  await expect(missing).toContainText('ab'.repeat(32));
  await expect(missing).toContainText('pasted list, line 8');
  await number(page, /^2 contradictory/).click();
  const contradictory = page.getByRole('region', { name: '2 contradictory' });
  await expect(contradictory).toContainText('only a precertificate is in hand');
  await expect(contradictory).toContainText('Listed as a final certificate and as a precertificate alone');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    contradictory.getByRole('button', { name: 'Download list' }).click(),
  ]);
  expect((await textOf(download)).trim().split('\n')).toHaveLength(2);

  await page.getByLabel('Before and after').fill('2022-10-01');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('America/Los_Angeles');
  const sides = page.getByRole('table', { name: 'Certificates issued before and after the moment' });
  await expect(sides).toContainText(/2022-10-01\s*07:00:00 Z/);
  await expect(
    page.getByText(
      'certificate changes side: the count depends on whether the moment is meant in America/Los_Angeles or UTC.',
    ),
  ).toBeVisible();
  await number(page, /^1 that change side/).click();
  await expect(page.getByRole('region', { name: /that change side/ })).toContainText('eu.harbour.example');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('CST');
  await expect(page.getByText(/CST is UTC-06:00 in North America/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('PDT');
  await page.getByLabel('Expired on').fill('2030-01-01');
  await expect(number(page, '17 certificates of both kinds, expired: show the list')).toBeVisible();

  // All of it is there again after a reload.
  await expect.poll(async () => (await page.getByText('The stated parts make').count()) > 0).toBe(true);
  await open(page, 'Report');
  await page.reload();
  await evaluated(page, 17);
  await open(page, 'Reconcile');
  await expect(page.getByLabel('Expired on')).toHaveValue('2030-01-01');
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('PDT');
  await expect(number(page, /^2 contradictory/)).toBeVisible();
  await page.getByRole('button', { name: 'Remove pasted list' }).click();
  await expect(page.getByText('contradictory')).toBeVisible();
  await expect(number(page, /contradictory/)).toHaveCount(0);
});

test('the reports are previewed, and what leaves is what was shown', async ({ page }) => {
  await open(page, 'Report');
  await expect(page.getByText('About 7 certificates')).toBeVisible();
  const csv = await report(page, 'CCADB appendix, CSV');
  expect(csv.name).toMatch(/\.appendix\.csv$/);
  expect(csv.text.split('\r\n')[0]!.split(',').slice(0, 11)).toEqual([
    'Precertificate SHA-256 hash',
    'Certificate SHA-256 hash',
    'Subject',
    'Issuer',
    'Not before',
    'Not after',
    'Serial #',
    'dNSNames',
    'Is revoked?',
    'Revocation date',
    'Revocation reason',
  ]);
  expect([...csvRows(csv.text, ',')]).toHaveLength(8);
  const shown = await page.getByRole('region', { name: /^Preview of/ }).textContent();
  expect(shown).toBe(csv.text.replaceAll('\r\n', '\n'));

  const full = await report(page, 'Full report, by the CA');
  expect(full.text).toContain('### Root Cause Analysis');
  expect(full.text).toMatch(/\*\*Total number of certificates:\*\* 7 \(/);
  expect((await report(page, 'Preliminary report')).text).toContain('Third Party Reported');
  expect((await report(page, 'The seven questions')).text).toContain('**7. List of steps');

  const names: string[] = [];
  page.on('download', (download) => names.push(download.suggestedFilename()));
  await page.getByRole('button', { name: 'Download attachments' }).click();
  await expect
    .poll(() => names.map((name) => name.replace(/^.*\.appendix/, 'appendix')))
    .toEqual(['appendix.csv', 'cert_urls.txt', 'precert_urls.txt']);

  // A selection of the table is a report, too.
  await page
    .getByRole('navigation', { name: 'Parts of the case' })
    .getByRole('link', { name: /^Certificates/ })
    .click();
  await page.getByRole('searchbox', { name: 'Search certificates' }).fill('eu.harbour.example');
  await open(page, 'Report');
  await page.getByLabel('Report on').selectOption('What the table shows now');
  await expect(page.getByText('About 1 certificate.')).toBeVisible();
});

for (const [scheme, viewport] of [
  ['light', { width: 1280, height: 900 }],
  ['dark', { width: 390, height: 844 }],
] as const)
  test(`axe finds nothing, ${scheme}, ${viewport.width} px wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await open(page, 'Reconcile');
    await expect(page.getByRole('heading', { name: 'What was stated' })).toBeVisible();
    await inspect(page);
    await page.getByLabel('Counts in words').fill('3 final certificates and 2 precertificates after 2022-09-30');
    await page.getByLabel('Before and after').fill('2022-10-01');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('PDT');
    await page.getByLabel('Stated list').fill(`${'ab'.repeat(32)}\nnothing`);
    await page.getByRole('button', { name: 'Add list' }).click();
    await number(page, /^1 in the lists, not in evidence/).click();
    await inspect(page);
    await page.getByRole('combobox', { name: 'Time zone' }).fill('XYZ');
    await inspect(page);
    await open(page, 'Report');
    await expect(page.getByRole('region', { name: /^Preview of/ })).toBeVisible();
    await inspect(page);
    await page.getByRole('radio', { name: 'CCADB appendix, CSV' }).check();
    await expect(page.getByRole('region', { name: /^Preview of.*csv/ })).toBeVisible();
    await inspect(page);
  });

test('a hundred thousand lines are compared while the page stays awake', async ({ page }, testInfo) => {
  test.slow();
  await open(page, 'Reconcile');
  await expect(page.getByRole('heading', { name: 'Before and after' })).toBeVisible();
  const line = (n: number) => `https://crt.sh/?sha256=${n.toString(16).padStart(64, '0')}\n`;
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  // From the disk: the test itself would hand over octets in the page, and hold it up.
  const file = testInfo.outputPath('cert_urls.txt');
  writeFileSync(file, Array.from({ length: 100_000 }, (_, n) => line(n)).join(''));
  await page.getByLabel('List files').setInputFiles(file);
  const missing = number(page, '100000 in the lists, not in evidence: show the list');
  await expect(missing).toBeVisible();
  await missing.click();
  const list = page.getByRole('region', { name: '100000 in the lists, not in evidence' });
  await expect(list.getByRole('row').first()).toContainText('cert_urls.txt, line 1');
  // The last lines are fetched when somebody comes to them.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect(list.getByRole('row').last()).toContainText('cert_urls.txt, line 100000');
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByLabel('Before and after').fill('2022-10-01');
  await expect(page.getByRole('table', { name: 'Certificates issued before and after the moment' })).toBeVisible();
  // 50 ms is the promise; other work on the machine has its share.
  const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
  expect(Math.max(0, ...tasks), tasks.map(Math.round).join(', ')).toBeLessThan(100);
});
