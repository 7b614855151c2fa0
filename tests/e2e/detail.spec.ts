import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from './support/test.ts';
import { issuingA } from '../pki/authority.ts';
import { extension } from '../pki/extensions.ts';
import { tlsCertificate } from '../pki/leaves.ts';
import { name as nameOf } from '../pki/names.ts';
import { addFiles, choose, evaluated, rows } from './support/app.ts';

/** One thing, looked at closely: its acceptance steps, its fields beside its bytes, and addresses that lead back to it. */

test.beforeEach(async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./');
});

const HOST = 'eu.harbour.example';

async function openCertificate(page: Page, host = HOST): Promise<void> {
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  await page.getByRole('searchbox', { name: 'Search certificates' }).fill(host);
  await rows(page).first().click();
  await expect(page.getByRole('region', { name: host })).toBeVisible();
}

async function openBytes(page: Page): Promise<void> {
  await openCertificate(page);
  await page.getByText('Fields and bytes of the precertificate').click();
  await expect(tree(page)).toBeVisible();
}

const tree = (page: Page) => page.getByRole('tree');
const line = (page: Page, text: RegExp | string) => tree(page).getByRole('treeitem').filter({ hasText: text }).first();
const bytes = (page: Page) => page.getByRole('grid', { name: 'Bytes' });
const octet = (page: Page, at: number) => bytes(page).locator(`[role=gridcell][data-octet="${at}"]`);
const chosen = (page: Page) => page.locator('.inspector .chosen[aria-live]');
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('a response’s steps and chain: all done for the right answer, the failing ones named for a forged one', async ({
  page,
}) => {
  await openCertificate(page);
  const detail = page.getByRole('region', { name: HOST });
  const steps = detail.getByRole('list', { name: /^Acceptance steps of RFC 6960: \d+ done$/ }).first();
  await expect(steps.getByRole('listitem')).toHaveCount(11);
  await expect(steps.getByRole('listitem').filter({ hasText: 'Delegation' })).toContainText('Done:');
  await expect(detail.getByRole('list', { name: 'Chain of the response' }).first()).toContainText(HOST);

  await page.getByRole('link', { name: /^Responses/ }).click();
  await page.getByText('Signature invalid', { exact: true }).click();
  await page.getByRole('link', { name: 'The response’s page' }).click();
  await expect(page.getByRole('heading', { name: 'OCSP response', exact: true })).toBeFocused();
  const signature = page.getByRole('listitem').filter({ hasText: 'does not verify' }).first();
  await expect(signature).toContainText('Failed:');
  await page.reload();
  await expect(signature).toBeVisible();
});

test('a field leads to its bytes, a byte to its field: by pointer', async ({ page }) => {
  await openBytes(page);
  await line(page, 'serialNumber').click();
  await expect(chosen(page)).toContainText('INTEGER, offset 13 to 30: header 2 octets, content 16 octets');
  await expect(octet(page, 13)).toHaveClass(/header/);
  await expect(octet(page, 15)).toHaveClass(/content/);
  await expect(octet(page, 31)).not.toHaveClass(/content|header/);

  await line(page, 'notBefore').hover();
  await expect(bytes(page).locator('[role=gridcell].hovered')).toHaveCount(15);

  await octet(page, 10).hover();
  await expect(line(page, 'version')).toHaveClass(/hovered/);
  await octet(page, 12).click();
  await expect(chosen(page)).toContainText('version');
  await expect(line(page, 'version')).toHaveAttribute('aria-selected', 'true');
});

test('both panes are walked through by key', async ({ page }) => {
  await openBytes(page);
  await tree(page).focus();
  await page.keyboard.press('Home');
  await expect(chosen(page)).toContainText('offset 0 to');
  await page.keyboard.press('ArrowLeft');
  await expect(tree(page).getByRole('treeitem')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(chosen(page)).toContainText('tbsCertificate');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(chosen(page)).toContainText('serialNumber');
  const active = await tree(page).getAttribute('aria-activedescendant');
  await expect(page.locator(`#${active}`)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('End');
  await expect(chosen(page)).toContainText('signatureValue');

  await bytes(page).focus();
  await page.keyboard.press('Control+Home');
  await expect(chosen(page)).toContainText('Certificate');
  for (let n = 0; n < 13; n++) await page.keyboard.press('ArrowRight');
  await expect(chosen(page)).toContainText('serialNumber');
  await page.keyboard.press('Control+End');
  await expect(chosen(page)).toContainText('signatureValue');
});

test('the ASN.1 tree has every element, with offsets, lengths, tags and names', async ({ page }) => {
  await openBytes(page);
  await page.getByRole('button', { name: 'ASN.1' }).click();
  await expect(tree(page)).toHaveAccessibleName('ASN.1 tree');
  await expect(line(page, 'serialNumber')).toHaveText(/13\s*INTEGER\s*serialNumber\s*2\+16\s*4d498d/);
  await octet(page, 40).click();
  await expect(chosen(page)).toContainText('algorithm');
  await expect(chosen(page)).toContainText('sha256WithRSAEncryption (1.2.840.113549.1.1.11, RFC 4055)');
});

test('what is chosen is in the address, and is there again after a reload', async ({ page }) => {
  await openBytes(page);
  await line(page, 'notAfter').click();
  await expect(page).toHaveURL(/\/certificates\/[0-9a-f]{64}\/bytes\/[0-9a-f]{64}\/\d+-\d+$/);
  const said = await chosen(page).innerText();
  await page.reload();
  await expect(line(page, 'notAfter')).toHaveAttribute('aria-selected', 'true');
  expect(await chosen(page).innerText()).toBe(said);
  await expect(chosen(page)).toBeInViewport();

  await chosen(page).getByRole('button', { name: 'Copy link' }).click();
  await expect(chosen(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await copied(page)).toBe(page.url());
});

test('a link to a finding opens it; it is copied as Markdown', async ({ page }) => {
  await openCertificate(page);
  const finding = page.getByRole('article').first();
  await finding.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(finding.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await copied(page)).toMatch(
    /^\*\*Violation\*\* \(`mrsp\/precert-status`\): .+\n\n> .+\n\n.+section 5\.4: https:/,
  );
  await finding.getByRole('button', { name: 'Copy link' }).click();
  await expect(finding.getByRole('button', { name: 'Copied' })).toBeVisible();
  const address = await copied(page);
  expect(address).toMatch(/\/finding\/mrsp\/precert-status$/);
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.getByRole('article').first()).toHaveClass(/pointed/);
  await expect(page.getByRole('article').first()).toBeInViewport();
});

test('what people take away: PEM, hex, bytes, and the commands', async ({ page }) => {
  await openCertificate(page);
  const part = page.getByRole('region', { name: 'The bytes of the precertificate' });
  await part.getByRole('button', { name: 'Copy PEM' }).click();
  await expect(part.getByRole('button', { name: 'Copied' })).toBeVisible();
  const pem = await copied(page);
  expect(pem).toMatch(/^-----BEGIN CERTIFICATE-----\n(?:[\w+/=]{1,64}\n)+-----END CERTIFICATE-----\n$/);
  await part.getByRole('button', { name: 'Copy hex' }).click();
  await expect(part.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await copied(page)).toBe(Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64').toString('hex'));

  await part.getByText('Reproduce it with openssl').click();
  await part.getByRole('button', { name: 'Copy all commands' }).click();
  await expect(part.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await copied(page)).toContain('openssl verify -partial_chain');
});

test('evidence of any kind has a page of its own with its fields', async ({ page }) => {
  await openCertificate(page);
  await page.getByRole('link', { name: /^Evidence/ }).click();
  await page.getByRole('link', { name: 'Fields and bytes' }).first().click();
  await expect(tree(page)).toBeVisible();
  await expect(page).toHaveURL(/\/evidence\/[0-9a-f]{64}$/);
  await line(page, /./).click();
  await page.reload();
  await expect(tree(page).locator('[aria-selected=true]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'All evidence' })).toBeVisible();
});

test('names of 100 kB are cut, can be read, and cost the page nothing; nor do extensions of that size', async ({
  page,
}) => {
  const subject = nameOf({ CN: 'n'.repeat(102_400) });
  const more = { huge: extension('1.3.6.1.4.1.99999.2', false, new Uint8Array(102_400).fill(7)) };
  const huge = tlsCertificate({ issuer: issuingA(), subject, extensions: more });
  await choose(page, [
    { name: 'huge.crt', buffer: Buffer.from(huge) },
    { name: 'ca.crt', buffer: Buffer.from(issuingA().certificate) },
  ]);
  await expect(addFiles(page)).toBeAttached();
  await evaluated(page, 1);
  await rows(page).first().click();
  await expect(page.getByRole('button', { name: 'Show all 102,400 characters' }).first()).toBeVisible();
  const letters = await page.evaluate(() => document.body.innerText.length);
  expect(letters).toBeLessThan(20_000);

  await page.getByText('Fields and bytes of the certificate').click();
  await expect(bytes(page)).toBeVisible();
  expect(await bytes(page).getByRole('gridcell').count()).toBeLessThan(1000);
  await bytes(page).focus();
  const before = Date.now();
  await page.keyboard.press('Control+End');
  await expect(chosen(page)).toContainText('signatureValue');
  expect(Date.now() - before).toBeLessThan(3000);
});

for (const scheme of ['light', 'dark'] as const)
  for (const [where, viewport] of [
    ['a desk', { width: 1440, height: 900 }],
    ['a phone', { width: 360, height: 740 }],
  ] as const)
    test(`axe finds nothing in a detail with everything open, ${scheme}, on ${where}`, async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await openBytes(page);
      await line(page, 'serialNumber').click();
      await page.getByText('Reproduce it with openssl').last().click();
      await expect(page.getByRole('button', { name: 'Copy all commands' })).toBeVisible();
      for (const view of ['Fields', 'ASN.1']) {
        await page.getByRole('button', { name: view, exact: true }).click();
        // Of the rest of the page, the other tests of its screens.
        const { violations } = await new AxeBuilder({ page }).include('.detail').analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
        ).toEqual([]);
      }
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider, 'px wider than the window').toBe(0);
    });
