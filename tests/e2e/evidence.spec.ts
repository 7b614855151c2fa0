import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from './support/test.ts';
import { gzipSync, zipSync } from 'fflate';
import type { VerdictDocument } from '../../src/core/model/verdict.ts';
import {
  addButton,
  addFiles,
  asOf,
  choose,
  drop,
  evaluated,
  exportVerdict,
  paste,
  pasteBox,
  reading,
  rows,
  SAMPLE_AS_OF,
  sampleFile,
  sampleFiles,
  status,
} from './support/app.ts';

/** Evidence comes in by every way there is (verdict-format.md section 5), and all ways lead to the same bytes. */

const CERTIFICATES = 17;
const zipped = (files: readonly { name: string; buffer: Buffer }[]) =>
  Buffer.from(zipSync(Object.fromEntries(files.map(({ name, buffer }) => [name, new Uint8Array(buffer)]))));

test.beforeEach(async ({ page }) => {
  await page.goto('./');
});

test('the first screen has the fixed names, and what needs a case appears with the first evidence', async ({
  page,
}) => {
  await expect(pasteBox(page)).toBeVisible();
  await expect(addButton(page)).toHaveCount(1);
  await expect(addFiles(page)).toHaveAttribute('type', 'file');
  await expect(addFiles(page)).toHaveAttribute('multiple');
  await expect(page.getByRole('button', { name: 'Open the sample case' })).toBeVisible();
  await expect(status(page)).toHaveCount(1);

  await paste(page, 'no evidence at all');
  await evaluated(page, 0);
  await expect(pasteBox(page)).toHaveValue('');
  await expect(addButton(page)).toHaveCount(1);
  await expect(addFiles(page)).toHaveCount(1);
  await expect(status(page)).toHaveCount(1);
  await expect(asOf(page)).toBeVisible();
  await expect(reading(page).getByRole('option')).toHaveText(["Mozilla's ruling", 'Retroactive']);
  const { name, document } = await exportVerdict(page);
  expect(name).toBe('untitled-case.verdict.json');
  expect(document.certificates).toEqual([]);
});

test('pasted PEM and a pasted response make a verdict', async ({ page }) => {
  const certificate = sampleFile('certificates/ddeb0e5de717a0cf5022830b3abef20df2aa9cf1af7df96dacf15867d8ea1e3c.crt');
  const response = sampleFile('ocsp/2022-10-13/ddeb0e5de717a0cf5022830b3abef20df2aa9cf1af7df96dacf15867d8ea1e3c.ocsp');
  const pem = (label: string, bytes: Buffer) =>
    `-----BEGIN ${label}-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
  const issuer = sampleFile('example-trust-tls-issuing-ca-01.pem').buffer.toString();

  await paste(page, `> ${pem('CERTIFICATE', certificate.buffer).replaceAll('\n', '\n> ')}`);
  await evaluated(page, 1);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('Cannot tell');

  await paste(page, `${issuer}\n${pem('OCSP RESPONSE', response.buffer)}`);
  await evaluated(page, 1);
  await expect(rows(page)).toContainText('Violation');
  await expect(rows(page)).toContainText('unknown');
});

test('the file input takes many files', async ({ page }) => {
  await choose(page, sampleFiles);
  await evaluated(page, CERTIFICATES);
  await expect(rows(page)).toHaveCount(CERTIFICATES);
});

test('dropped files, the status at once', async ({ page }) => {
  expect(await drop(page, sampleFiles)).toBe('Evaluating…');
  await evaluated(page, CERTIFICATES);
});

test('the same evidence as files, zipped, zipped again, and the other way round gives the same verdicts', async ({
  page,
  context,
}) => {
  const ways = [
    sampleFiles,
    [...sampleFiles].reverse(),
    [
      {
        name: 'all.zip',
        buffer: zipped([{ name: 'inner.zip.gz', buffer: Buffer.from(gzipSync(zipped(sampleFiles))) }]),
      },
    ],
  ];
  const exported: { text: string; document: VerdictDocument }[] = [];
  for (const files of ways) {
    const tab = await context.newPage();
    await tab.goto('./#/');
    await drop(tab, files);
    await evaluated(tab, CERTIFICATES);
    await asOf(tab).fill(SAMPLE_AS_OF);
    await evaluated(tab, CERTIFICATES);
    exported.push(await exportVerdict(tab));
    await tab.close();
  }
  const [asFiles, reversed, zippedTwice] = exported;
  expect(reversed!.text).toBe(asFiles!.text);
  // From an archive all names begin with the archive's, and nothing else differs.
  const nameless = ({ document }: { document: VerdictDocument }) => ({
    ...document,
    evidence: document.evidence.map(({ sha256, kind, size }) => ({ sha256, kind, size })),
    problems: document.problems.map(({ code }) => code).sort(),
    references: document.references.map(({ sha256, resolved }) => ({ sha256, resolved })),
  });
  expect(nameless(zippedTwice!)).toEqual(nameless(asFiles!));
  await page.close();
});

test('a bad file in an archive costs nothing else and says what to do', async ({ page }) => {
  const truncated = { name: 'broken.ocsp', buffer: sampleFiles.at(-2)!.buffer.subarray(0, 400) };
  await drop(page, [{ name: 'attachment.zip', buffer: zipped([...sampleFiles, truncated]) }]);
  await evaluated(page, CERTIFICATES);
  await page.getByRole('link', { name: /^Problems/ }).click();
  const problem = page.getByRole('listitem').filter({ hasText: 'attachment.zip/broken.ocsp' });
  await expect(problem).toHaveCount(1);
  await expect(problem.locator('code')).toHaveText(/^[a-z-]+\/[a-z0-9-]+$/);
});

test('a pasted thread becomes a to-do of distinct fingerprints', async ({ page }) => {
  const shared = new URL('../../../shared/bug-1793443.txt', import.meta.url);
  const made = Array.from({ length: 13 }, (_, at) => at.toString(16).padStart(64, 'ab'))
    .map(
      (sha256, at) =>
        `- https://crt.sh/?sha256=${at % 2 ? sha256 : sha256.toUpperCase()}&opt=ocsp\n(as above: ${sha256})`,
    )
    .join('\n');
  await paste(page, existsSync(shared) ? readFileSync(shared, 'utf8') : made);
  await evaluated(page, 0);
  await expect(page.getByRole('heading', { name: 'No certificates in hand yet' })).toBeVisible();
  await page.getByRole('link', { name: 'To do 13' }).click();
  await expect(page.getByRole('link', { name: 'crt.sh' })).toHaveCount(13);
  expect((await exportVerdict(page)).document.references).toHaveLength(13);
});

test('a crt.sh id cannot be looked up offline and becomes a to-do', async ({ page }) => {
  await paste(page, 'see https://crt.sh/?id=7712345678.');
  await evaluated(page, 0);
  await page.getByRole('link', { name: 'To do 1' }).click();
  await expect(page.getByRole('link', { name: 'crt.sh' })).toHaveAttribute('href', 'https://crt.sh/?id=7712345678');
});
