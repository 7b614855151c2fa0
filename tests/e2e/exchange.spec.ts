import { readFileSync } from 'node:fs';
import { expect, test, type Page } from './support/test.ts';
import {
  asOf,
  drop,
  evaluated,
  exportVerdict,
  reading,
  rows,
  SAMPLE_AS_OF,
  SAMPLE_TITLE,
  sampleFile,
  sampleFiles,
  type EvidenceFile,
} from './support/app.ts';

/** What a case exchanges: its bundle, earlier verdicts, issuers of other cases, the backup of all. */

const CERTIFICATES = 17;

test.beforeEach(async ({ page }) => {
  await page.goto('./');
});

async function download(page: Page, button: string): Promise<EvidenceFile> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), buffer: readFileSync(await file.path()) };
}

const openSample = async (page: Page) => {
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, CERTIFICATES);
};

test('a bundle reopens as the very case, in a browser that has never seen it', async ({ page, browser }) => {
  await openSample(page);
  await reading(page).selectOption('Retroactive');
  await evaluated(page, CERTIFICATES);
  const { text, name } = await exportVerdict(page);
  const bundle = await download(page, 'Export evidence bundle');
  expect(bundle.name).toBe(name.replace('.verdict.json', '.bundle.zip'));

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto('./');
  await drop(other, [bundle]);
  await evaluated(other, CERTIFICATES);
  await expect(asOf(other)).toHaveValue(SAMPLE_AS_OF);
  await expect(reading(other)).toHaveValue('retroactive');
  expect(await exportVerdict(other)).toMatchObject({ name, text });
  await expect(other.getByRole('region', { name: 'Earlier verdicts' })).toContainText('Reproduces exactly');
  expect(await download(other, 'Export evidence bundle')).toEqual(bundle);
  await other.reload();
  await evaluated(other, CERTIFICATES);
  expect((await exportVerdict(other)).text).toBe(text);
  await elsewhere.close();
});

test('a bundle dropped into a case adds its evidence, and leaves title and date', async ({ page }) => {
  await openSample(page);
  const bundle = await download(page, 'Export evidence bundle');
  await page.goto('./#/');
  await drop(page, [sampleFile('.pem')]);
  await evaluated(page, 0);
  await drop(page, [bundle]);
  await evaluated(page, CERTIFICATES);
  await expect(asOf(page)).toHaveValue('');
  expect((await exportVerdict(page)).document.title).toBe('');
});

test('an earlier verdict is compared; one that was changed shows where', async ({ page }) => {
  await openSample(page);
  const { text } = await exportVerdict(page);
  const changed = text.replace('"verdict": "violation"', '"verdict": "no-violation-found"');
  const verdicts = page.getByRole('region', { name: 'Earlier verdicts' });
  await expect(verdicts).toHaveCount(0);
  await drop(page, [
    { name: 'theirs.json', buffer: Buffer.from(text) },
    { name: 'changed.json', buffer: Buffer.from(changed) },
  ]);
  await evaluated(page, CERTIFICATES);
  await expect(verdicts.getByRole('listitem').filter({ hasText: 'theirs.json' })).toContainText('Reproduces exactly');
  const other = verdicts.getByRole('listitem').filter({ hasText: 'changed.json' });
  await expect(other).toContainText('Differs');
  await other.getByText('1 difference').click();
  await expect(other.getByRole('cell')).toHaveText(['"no-violation-found"', '"violation"']);
  expect((await exportVerdict(page)).text).toBe(text);
});

test('an issuer that arrived in one case is offered where another waits for it, and changes nothing before it is taken', async ({
  page,
}) => {
  const leaf = sampleFile('certificates/ddeb0e5de717a0cf5022830b3abef20df2aa9cf1af7df96dacf15867d8ea1e3c.crt');
  await drop(page, [leaf]);
  await evaluated(page, 1);
  expect((await exportVerdict(page)).document.certificates[0]!.signature).toBe('no-issuer');
  const waiting = page.url();

  await page.goto('./#/');
  await drop(page, [sampleFile('example-trust-tls-issuing-ca-01.pem')]);
  await evaluated(page, 0);
  await page.goto(waiting);
  await expect(page.getByText('Another case on this device has 1 missing issuer certificate.')).toBeVisible();
  await evaluated(page, 1);
  expect((await exportVerdict(page)).document.certificates[0]!.signature).toBe('no-issuer');
  await page.getByRole('button', { name: 'Take from the library' }).click();
  await expect(page.getByText('1 issuer certificate added from the library.')).toBeVisible();
  await evaluated(page, 1);
  const { document } = await exportVerdict(page);
  expect(document.certificates[0]!.signature).toBe('valid');
  expect(document.evidence.map(({ names }) => names)).toContainEqual(['issuer library']);
  await page.getByRole('link', { name: 'Evidence 2' }).click();
  await expect(page.getByText('issuer library')).toBeVisible();
});

test('a certificate that another case has is offered where only its fingerprint is, and joins when taken', async ({
  page,
}) => {
  const fingerprint = 'ddeb0e5de717a0cf5022830b3abef20df2aa9cf1af7df96dacf15867d8ea1e3c';
  await drop(page, [{ name: 'list.txt', buffer: Buffer.from(`https://crt.sh/?sha256=${fingerprint}`) }]);
  await evaluated(page, 0);
  const naming = page.url();
  await page.goto('./#/');
  await drop(page, [sampleFile(`certificates/${fingerprint}.crt`)]);
  await evaluated(page, 1);
  await page.goto(naming);
  const offer = page.getByText('Another case on this device has a piece of evidence that is only named here.');
  await expect(offer).toBeVisible();
  await evaluated(page, 0);
  // On a phone, too, the sentence has lines to be read, beside no buttons.
  const desk = page.viewportSize()!;
  await page.setViewportSize({ width: 360, height: 740 });
  expect((await offer.boundingBox())!.width).toBeGreaterThan(250);
  await page.setViewportSize(desk);
  // Whatever was dropped together has the name of its first file.
  await page.getByRole('button', { name: /^Take from/ }).click();
  await expect(page.getByText('1 piece of evidence added from other cases.')).toBeVisible();
  await evaluated(page, 1);
  const { document } = await exportVerdict(page);
  expect(document.references).toMatchObject([{ sha256: fingerprint, resolved: true }]);
  await page.goto('./#/');
  await expect(offer).toHaveCount(0);
});

test('the detail shows the chain, and that it does not end at a known root', async ({ page }) => {
  await openSample(page);
  await rows(page).first().click();
  await page.getByText('Chain up to a known root').click();
  await expect(page.getByText('Not up to a known root.')).toBeVisible();
  await expect(page.getByText(/^Mozilla’s roots as Node\.js \d/)).toBeVisible();
});

test('a backup of everything is restored in another browser', async ({ page, browser }) => {
  await openSample(page);
  const { text } = await exportVerdict(page);
  await page.goto('./#/');
  await drop(page, sampleFiles.slice(0, 1));
  await evaluated(page, 0);
  await page.goto('./#/');
  const backup = await download(page, 'Back up all cases');
  expect(backup.name).toMatch(/^presumed-backup-\d{4}-\d{2}-\d{2}\.zip$/);

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto('./');
  const [chooser] = await Promise.all([
    other.waitForEvent('filechooser'),
    other.getByRole('button', { name: 'Restore a backup' }).click(),
  ]);
  await chooser.setFiles({ ...backup, mimeType: 'application/zip' });
  await expect(other.getByText('Brought back 2 cases; every byte was checked.')).toBeVisible();
  await other.getByRole('link', { name: SAMPLE_TITLE }).click();
  await evaluated(other, CERTIFICATES);
  expect((await exportVerdict(other)).text).toBe(text);
  await elsewhere.close();
});
