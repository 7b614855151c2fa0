import { expect, test, type Page } from './support/test.ts';
import {
  asOf,
  evaluated,
  exportVerdict,
  paste,
  reading,
  rows,
  SAMPLE_AS_OF,
  SAMPLE_TITLE,
  sampleFile,
  status,
} from './support/app.ts';

/** The life of a case: opened, asked in other ways, exported, left and come back to. */

const CERTIFICATES = 17;

test.beforeEach(async ({ page }) => {
  await page.goto('./');
});

const openSample = async (page: Page) => {
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, CERTIFICATES);
};

test('the sample shows every verdict, each a filter', async ({ page }) => {
  await openSample(page);
  const verdicts = page.getByRole('group', { name: 'Certificates by verdict' }).getByRole('button');
  await expect(verdicts).toHaveText([
    /Violation$/,
    /Warning$/,
    /Cannot tell$/,
    /No violation found$/,
    /Not applicable$/,
  ]);
  const { document } = await exportVerdict(page);
  for (const [at, n] of Object.values(document.summary.verdicts).entries()) {
    expect(n).toBeGreaterThan(0);
    await verdicts.nth(at).click();
    await expect(rows(page)).toHaveCount(n);
    await verdicts.nth(at).click();
  }
  await expect(rows(page)).toHaveCount(CERTIFICATES);
});

test('the detail argues: finding, rule, its words, evidence; then what was checked besides', async ({ page }) => {
  await openSample(page);
  await page.getByRole('searchbox', { name: 'Search certificates' }).fill('eu.harbour.example');
  await rows(page).click();
  const detail = page.getByRole('region', { name: 'eu.harbour.example' });
  const finding = detail.getByRole('article').first();
  await expect(finding).toContainText('Violation');
  await expect(finding).toContainText('mrsp/precert-status');
  await expect(finding.getByRole('blockquote')).toContainText('a CA MUST provide CRL and OCSP services');
  await expect(finding.getByRole('link', { name: /^Mozilla Root Store Policy 2\.8, section 5\.4/ })).toHaveAttribute(
    'href',
    /^https:/,
  );
  await expect(detail).toContainText('The signature verifies (sha256WithRSAEncryption).');
  await expect(detail).toContainText(/http:\/\/[^\s]*\.example/);

  const before = await detail.getByRole('article').count();
  await detail.getByRole('button', { name: /other checks?$/ }).click();
  expect(await detail.getByRole('article').count()).toBeGreaterThan(before);

  await page.reload();
  await expect(page.getByRole('region', { name: 'eu.harbour.example' })).toBeVisible();
});

test('both decoders are asked about a certificate, and agree', async ({ page }) => {
  await openSample(page);
  await rows(page).first().click();
  const opinion = page.getByRole('group').filter({ hasText: 'Second opinion' }).last();
  await opinion.getByText('Second opinion').click();
  await expect(opinion).toContainText(/Both decoders agree on all \d+ fields\./);
});

test('forged and unsigned answers are listed with the reason', async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: /^Responses/ }).click();
  const region = page.getByRole('region', { name: 'OCSP responses' });
  await expect(region.getByText('Signature invalid', { exact: true })).toHaveCount(1);
  await expect(region.getByText('No signed answer', { exact: true })).toHaveCount(1);
  await region.getByText('Signature invalid', { exact: true }).click();
  await expect(region).toContainText('The signature does not verify');
});

test('the status says Evaluating… in the task of the change', async ({ page }) => {
  await openSample(page);
  const said = await page.evaluate(() => {
    const status = () => document.querySelector('[role=status]')!.textContent;
    const select = document.querySelector<HTMLSelectElement>('#reading')!;
    select.value = 'retroactive';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    const reading = status();
    const date = document.querySelector<HTMLInputElement>('#evaluate-as-of')!;
    date.value = '2026-11-23';
    date.dispatchEvent(new Event('input', { bubbles: true }));
    return [reading, status()];
  });
  expect(said).toEqual(['Evaluating…', 'Evaluating…']);
  await evaluated(page, CERTIFICATES);
});

test('reading and date are asked again at once, and exported', async ({ page }) => {
  await openSample(page);
  const ruling = (await exportVerdict(page)).document;
  expect(ruling).toMatchObject({ title: SAMPLE_TITLE, reading: 'ruling', evaluatedAt: SAMPLE_AS_OF });

  await reading(page).selectOption('Retroactive');
  await evaluated(page, CERTIFICATES);
  const retroactive = (await exportVerdict(page)).document;
  expect(retroactive.reading).toBe('retroactive');
  expect(retroactive.summary.verdicts.violation).toBeGreaterThan(ruling.summary.verdicts.violation);

  await asOf(page).fill('2026-11-23 08:00');
  await evaluated(page, CERTIFICATES);
  expect((await exportVerdict(page)).document.evaluatedAt).toBe('2026-11-23T08:00:00Z');
});

test('a date that cannot be read is said and nothing is exported', async ({ page }) => {
  await openSample(page);
  await asOf(page).fill('next Tuesday');
  await expect(status(page)).toHaveText('Not evaluated: the date cannot be read');
  await expect(asOf(page)).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Export verdict JSON' }).click();
  await expect(page.getByText('Nothing was exported.')).toBeVisible();
  await asOf(page).fill('2026-11-23');
  await evaluated(page, CERTIFICATES);
});

test('a date that arrives with a change event alone is heard in the same task', async ({ page }) => {
  await openSample(page);
  const said = await page.evaluate(() => {
    const date = document.querySelector<HTMLInputElement>('#evaluate-as-of')!;
    date.value = '2026-01-02';
    date.dispatchEvent(new Event('change', { bubbles: true }));
    return document.querySelector('[role=status]')!.textContent;
  });
  expect(said.trim()).toBe('Evaluating…');
  await evaluated(page, CERTIFICATES);
  expect((await exportVerdict(page)).document.evaluatedAt).toBe('2026-01-02T00:00:00Z');
});

test('an export that is asked for while evaluating waits for the new verdict', async ({ page }) => {
  await openSample(page);
  const download = page.waitForEvent('download');
  await page.evaluate(() => {
    const date = document.querySelector<HTMLInputElement>('#evaluate-as-of')!;
    date.value = '2026-01-02T03:04:05Z';
    date.dispatchEvent(new Event('input', { bubbles: true }));
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Export verdict JSON')!.click();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  expect(JSON.parse(Buffer.concat(chunks).toString()).evaluatedAt).toBe('2026-01-02T03:04:05Z');
});

test('an export after a reload has the same bytes', async ({ page }) => {
  await openSample(page);
  const before = await exportVerdict(page);
  await page.reload();
  await evaluated(page, CERTIFICATES);
  expect((await exportVerdict(page)).text).toBe(before.text);
});

test('the case that was open is open again, also at the root', async ({ page }) => {
  await paste(page, sampleFile('example-trust-tls-issuing-ca-01.pem').buffer.toString());
  await evaluated(page, 0);
  await page.getByRole('textbox', { name: 'Title of the case' }).fill('Bug 1793443');
  await page.getByRole('textbox', { name: 'Title of the case' }).press('Enter');
  await expect(page).toHaveTitle('Bug 1793443 · Presumed');
  expect((await exportVerdict(page)).name).toBe('Bug-1793443.verdict.json');

  await page.reload();
  await evaluated(page, 0);
  await expect(page.getByRole('textbox', { name: 'Title of the case' })).toHaveValue('Bug 1793443');

  await page.goto('about:blank');
  await page.goto('./');
  await evaluated(page, 0);
  await expect(page.getByRole('textbox', { name: 'Title of the case' })).toHaveValue('Bug 1793443');
});

test('cases are listed, deleted and brought back', async ({ page }) => {
  await openSample(page);
  await page.getByRole('link', { name: 'Presumed, all cases' }).click();
  const kept = page.getByRole('region', { name: 'Cases kept in this browser' });
  await expect(kept.getByRole('link', { name: SAMPLE_TITLE })).toBeVisible();
  await kept.getByRole('button', { name: `Delete ${SAMPLE_TITLE}` }).click();
  await expect(kept.getByRole('link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await kept.getByRole('link', { name: SAMPLE_TITLE }).click();
  await evaluated(page, CERTIFICATES);
});

test('an address of a case that is not here leads home and says so', async ({ page }) => {
  await page.goto('./#/case/00000000-0000-4000-8000-000000000000');
  await expect(page.getByText('The case in this address is not kept on this device.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Open the sample case' })).toBeVisible();
});

test('without a network the app opens, and so do its cases', async ({ page, context }) => {
  await openSample(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await context.setOffline(true);
  await page.reload();
  await evaluated(page, CERTIFICATES);
  await page.getByRole('link', { name: 'Presumed, all cases' }).click();
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, CERTIFICATES);
});
