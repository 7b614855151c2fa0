import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test.ts';
import { issuingA } from '../pki/authority.ts';
import { crl } from '../pki/crl.ts';
import { precertificate } from '../pki/leaves.ts';
import { serialNumberOf } from '../pki/ocsp.ts';
import { asOf, choose, evaluated, exportVerdict, rows } from './support/app.ts';

/** CRLs as evidence: listed with their signatures and findings, and what they say about a certificate stands with it. */
const issuer = issuingA();
const subject = precertificate({ issuer, host: 'revoked.example.test' });
const SERIAL = serialNumberOf(subject);
const list = (changes: Partial<Parameters<typeof crl>[0]> = {}) =>
  crl({
    issuer,
    number: 7,
    thisUpdate: '2023-11-10T10:00:00Z',
    nextUpdate: '2023-11-17T09:59:59Z',
    // MRSP 6.1.1 permits no unspecified (0), and 6.1.2 wants the distribution point critical.
    entries: [
      { serialNumber: SERIAL, revokedAt: '2023-11-09T10:00:00Z', reason: 0 },
      { serialNumber: '4a11', revokedAt: '2023-11-09T10:00:00Z', reason: 4 },
    ],
    issuingDistributionPoint: { uri: 'http://crl.example-trust.example/1.crl', critical: false },
    ...changes,
  });

async function openCrls(page: Page): Promise<void> {
  const forged = list({
    number: 8,
    changeSignature: (signature) => signature.map((octet, at) => (at === signature.length - 1 ? octet ^ 1 : octet)),
  });
  const files = { 'ca.crt': issuer.certificate, 'p.crt': subject, 'a.crl': list(), 'forged.crl': forged };
  await page.goto('./');
  await choose(
    page,
    Object.entries(files).map(([name, bytes]) => ({ name, buffer: Buffer.from(bytes) })),
  );
  await evaluated(page, 1);
  await asOf(page).fill('2023-11-12T00:00:00Z');
  await evaluated(page, 1);
}

test('a CRL’s entry about a certificate stands with it; a forged CRL says nothing about it', async ({ page }) => {
  await openCrls(page);
  await page.getByRole('link', { name: /^Responses/ }).click();
  const crls = page.getByRole('heading', { name: 'CRLs' });
  await expect(crls).toBeVisible();
  const valid = page.locator('details').filter({ hasText: 'Signature valid' });
  await valid.locator('summary').click();
  await expect(valid).toContainText('2 entries');
  await expect(valid).toContainText('mrsp/crl-idp');
  await expect(page.locator('details').filter({ hasText: 'Signature invalid' })).toHaveCount(1);

  const { document } = await exportVerdict(page);
  expect(document.crls.map(({ signature }) => signature).sort()).toEqual(['invalid', 'valid']);
  expect(document.certificates[0]!.crls).toMatchObject([{ reason: 'unspecified' }]);

  await page.getByRole('link', { name: /^Certificates/ }).click();
  await rows(page).first().click();
  await expect(page.getByText('mrsp/crl-reason', { exact: true }).first()).toBeVisible();
});

for (const [where, viewport, colorScheme] of [
  ['on a desk', { width: 1440, height: 900 }, 'light'],
  ['on a phone, in the dark', { width: 360, height: 740 }, 'dark'],
] as const)
  test(`axe finds nothing in the open CRLs ${where}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await openCrls(page);
    await page.getByRole('link', { name: /^Responses/ }).click();
    await page.locator('details').filter({ hasText: 'Signature valid' }).locator('summary').click();
    await expect(page.getByText('mrsp/crl-idp').first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, 'px wider than the window').toBe(0);
  });
