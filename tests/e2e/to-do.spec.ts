import { readFileSync } from 'node:fs';
import { AsnConvert } from '@peculiar/asn1-schema';
import { OCSPRequest } from '@peculiar/asn1-ocsp';
import { expect, test, type Page } from './support/test.ts';
import AxeBuilder from '@axe-core/playwright';
import { addButton, choose, drop, evaluated, paste, rows, sampleFile, status } from './support/app.ts';

/** What is missing, and the ways to get it: links, a script, and requests that are built here. */

const NAME = 'ddeb0e5de717a0cf5022830b3abef20df2aa9cf1af7df96dacf15867d8ea1e3c';
const certificate = sampleFile(`certificates/${NAME}.crt`);
const issuer = sampleFile('example-trust-tls-issuing-ca-01.pem');
const answer = sampleFile(`ocsp/2022-10-13/${NAME}.ocsp`);

const openToDo = (page: Page, total: number) => page.getByRole('link', { name: `To do ${total}`, exact: true }).click();
const region = (page: Page) => page.getByRole('region', { name: 'To do' });

async function downloaded(page: Page, button: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test.beforeEach(async ({ page }) => {
  await page.goto('./');
});

test('the list follows the evidence until nothing is missing', async ({ page }) => {
  await choose(page, [certificate]);
  await evaluated(page, 1);
  await openToDo(page, 2);
  await expect(region(page).getByRole('listitem')).toHaveCount(2);
  await expect(region(page).getByRole('listitem').first()).toContainText('CN=Example Trust TLS Issuing CA 01');
  await expect(region(page).getByRole('link', { name: 'caIssuers' })).toHaveAttribute('href', /^http:\/\/ca\./);
  await expect(region(page).getByRole('listitem').last()).toContainText('An OCSP response about the precertificate');

  await choose(page, [issuer]);
  await expect(page.getByRole('link', { name: 'To do 1', exact: true })).toBeVisible();
  await choose(page, [answer]);
  await expect(page.getByRole('link', { name: 'To do 0', exact: true })).toBeVisible();
  await expect(region(page)).toContainText('Nothing is missing.');
  await expect(region(page).getByRole('button')).toHaveCount(0);
});

test('the script is downloaded and copied, the same both times', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const wanted = 'ab'.repeat(32);
  await choose(page, [certificate, issuer]);
  await paste(page, `${wanted}\nhttps://crt.sh/?id=7712`);
  await evaluated(page, 1);
  await openToDo(page, 3);
  const { name, bytes } = await downloaded(page, 'Download script');
  const script = bytes.toString('utf8');
  expect(name).toBe('untitled-case.fetch.sh');
  expect(script.startsWith('#!/bin/sh\n')).toBe(true);
  expect(script).toContain(`\ncertificate '${wanted}'\ncertificate '7712'\n`);
  expect(script).toMatch(new RegExp(`\nprepared '${NAME}' 'M[A-Za-z0-9+/=]+'\nask '${NAME}' 'http://ocsp\\.`));

  await page.getByRole('button', { name: 'Copy script' }).click();
  await expect(page.getByRole('button', { name: 'Copied script' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(script);
});

test('what no script can fetch is said', async ({ page }) => {
  await paste(page, 'https://crt.sh/?serial=0a0b0c');
  await evaluated(page, 0);
  await openToDo(page, 1);
  await page.getByRole('button', { name: 'Download script' }).click();
  await expect(page.getByText('Nothing was downloaded. Nothing of this can be fetched by a script')).toBeVisible();
  await page.getByRole('button', { name: 'Copy script' }).click();
  await expect(page.getByText('Nothing was copied.')).toBeVisible();
});

test('a hundred lines at once, more as asked for', async ({ page }) => {
  const many = Array.from({ length: 250 }, (_, at) => at.toString(16).padStart(64, '0'));
  await paste(page, many.join('\n'));
  await evaluated(page, 0);
  await openToDo(page, 250);
  await expect(region(page).getByRole('listitem')).toHaveCount(100);
  await region(page).getByRole('button', { name: 'Show more' }).click();
  await expect(region(page).getByRole('listitem')).toHaveCount(200);
});

test('what the script brings back is one drop', async ({ page }) => {
  const { zipSync } = await import('fflate');
  await choose(page, [issuer]);
  await paste(page, NAME);
  await evaluated(page, 0);
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const zip = zipSync({
    [`certificates/${NAME}.crt`]: new Uint8Array(certificate.buffer),
    [`ocsp/${NAME}.post.ocsp`]: new Uint8Array(answer.buffer),
    [`ocsp/${NAME}.post.headers`]: utf8(
      `HTTP/1.1 200 OK\r\nDate: Thu, 13 Oct 2022 12:00:00 GMT\r\nContent-Type: application/ocsp-response\r\nContent-Length: ${answer.buffer.length}\r\n\r\n`,
    ),
    [`ocsp/${NAME}.post.time`]: utf8(
      'OCSP capture\ntime: 2022-10-13T12:00:01Z\nmethod: POST\nurl: http://ocsp.example/\n',
    ),
  });
  await drop(page, [{ name: 'presumed-evidence.zip', buffer: Buffer.from(zip) }]);
  await evaluated(page, 1);
  await expect(rows(page)).toContainText('unknown');
  await expect(page.getByRole('link', { name: 'To do 0', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Problems 0', exact: true })).toBeVisible();
});

test('an OCSP request is built, with either hash, with and without a nonce', async ({ page }) => {
  await choose(page, [certificate]);
  await evaluated(page, 1);
  await rows(page).first().click();
  await page.getByText('Build OCSP request').click();
  await expect(page.getByText("the issuer's certificate is not in hand")).toBeVisible();
  await choose(page, [issuer]);
  await evaluated(page, 1);

  const built: { hash: string; nonces: number; size: number }[] = [];
  const build = async () => {
    const { name, bytes } = await downloaded(page, /^Download request/);
    expect(name).toBe(`${NAME}.orq`);
    const { requestList, requestExtensions = [] } = AsnConvert.parse(bytes, OCSPRequest).tbsRequest;
    built.push({
      hash: requestList[0]!.reqCert.hashAlgorithm.algorithm,
      nonces: requestExtensions.length,
      size: bytes.length,
    });
    return bytes;
  };
  const plain = await build();
  await expect(page.getByText(`/${encodeURIComponent(plain.toString('base64'))}`)).toBeVisible();
  await expect(page.getByText('openssl ocsp -sha1 -issuer')).toContainText('-no_nonce');
  await page.getByLabel('Hash of the CertID').selectOption('SHA-256');
  await expect(page.getByText('openssl ocsp -sha256 -issuer')).toBeVisible();
  await build();
  await page.getByLabel('With a nonce').check();
  await expect(page.getByText('openssl ocsp -sha256 -issuer')).toContainText(' -nonce ');
  await build();
  expect(built).toEqual([
    { hash: '1.3.14.3.2.26', nonces: 0, size: plain.length },
    { hash: '2.16.840.1.101.3.4.2.1', nonces: 0, size: plain.length + 28 },
    { hash: '2.16.840.1.101.3.4.2.1', nonces: 1, size: plain.length + 28 + 55 },
  ]);

  await expect(addButton(page)).toHaveCount(1);
  await expect(status(page)).toHaveCount(1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
});
