import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { concatBytes, toHex } from '../../../src/core/model/bytes.ts';
import { find, patched } from './archive-make.ts';
import * as make from './make.ts';

/** What people and their programs make of evidence before it reaches somebody: it works, or the problem says what to do. */
const { certificate, file, paste, pem, response, summary, expected } = make;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));
const swapped = (bytes: Uint8Array): Uint8Array => new Uint8Array(Buffer.from(bytes).swap16());

const der = certificate(7);
const base64 = make.base64(der);
const block = pem(der).trimEnd();
const HASH = 'ab'.repeat(32);
const lines = base64.match(/.{1,64}/g)!;
const pairs = [...der].map((octet) => octet.toString(16).padStart(2, '0'));
const printable = (octet: number): boolean => octet >= 0x20 && octet < 0x7f && octet !== 0x27 && octet !== 0x5c;

/** As `Format-Hex` of PowerShell prints it. */
function formatHex(offsetDigits: number, head: string): string {
  const rows: string[] = [];
  for (let at = 0; at < der.length; at += 16) {
    const row = der.subarray(at, at + 16);
    const offset = at.toString(16).toUpperCase().padStart(offsetDigits, '0');
    const characters = String.fromCharCode(...row).replace(/[^\x20-\x7e]/g, '.');
    rows.push(
      `${offset} ${pairs
        .slice(at, at + 16)
        .join(' ')
        .toUpperCase()
        .padEnd(47)} ${characters}`,
    );
  }
  return `${head}${rows.join('\r\n')}\r\n`;
}

describe('one certificate', () => {
  const spellings: Readonly<Record<string, string | Uint8Array>> = {
    'UTF-16 whose byte order mark was lost': utf16(block.replaceAll('\n', '\r\n')),
    'the same, big-endian': swapped(utf16(block)),
    'Outlook: dashes and no-break spaces': `–––––BEGIN CERTIFICATE–––––\u00a0${lines.join('\u00a0')}\u00a0–––––END CERTIFICATE–––––`,
    'Format-Hex of PowerShell 7': formatHex(
      16,
      '\r\n   Label: C:\\x.der\r\n\r\n          Offset Bytes\r\n                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\r\n          ------ -----\r\n',
    ),
    'Format-Hex of PowerShell 5 in UTF-16': utf16(`\ufeff${formatHex(8, '\r\n           Path: C:\\x.der\r\n\r\n')}`),
    'a data URL': `data:application/pkix-cert;base64,${base64}`,
    'JSON in a string of JSON': JSON.stringify(JSON.stringify({ certificate: block })),
    'JSON with slashes escaped, as PHP writes it': JSON.stringify({ certificate: block }).replaceAll('/', '\\/'),
    'JSON with other characters escaped': JSON.stringify({ pem: block }).replaceAll('+', '\\u002b'),
    'a Buffer of Node in JSON': JSON.stringify(Buffer.from(der)),
    'octets of Java': `byte[] der = {${[...new Int8Array(der)].join(', ')}};`,
    'a literal of Python': `der = b'${[...der].map((octet) => (printable(octet) ? String.fromCharCode(octet) : `\\x${octet.toString(16).padStart(2, '0')}`)).join('')}'`,
    'an array of C': `{ ${pairs.map((pair) => `0x${pair}`).join(', ')} };`,
    'PEM in base64, as Kubernetes keeps it': `data:\n  tls.crt: ${make.base64(utf8(block))}\n`,
    'PEM in a URL': encodeURIComponent(block),
    'PEM in a form': new URLSearchParams({ pem: block }).toString(),
    'PEM in HTML': block.replaceAll('\n', '<br>\n').replaceAll('+', '&#43;').replaceAll('=', '&#61;'),
    'PEM in quoted-printable': block.replaceAll('=', '=3D'),
    'PEM in a diff': block.replace(/^/gm, '+'),
    'PEM in RTF': `{\\rtf1\\ansi ${block.replaceAll('\n', '\\\n')}}`,
    'a ZIP file in base64': make.wrap(make.base64(zipSync({ 'pasted.der': der })), 76),
    'a gzip file in base64, with the header of a mail part': `Content-Transfer-Encoding: base64\n\n${make.base64(gzipSync(der))}\n`,
  };
  for (const [how, content] of Object.entries(spellings))
    test(how, async () => {
      const taken = await file('x', typeof content === 'string' ? utf8(content) : content);
      expect(taken.problems).toEqual([]);
      expect(taken.evidence.map(({ kind, sha256 }) => [kind, sha256])).toEqual([['certificate', make.sha256(der)]]);
    });

  test('a list of octets that ends too early says so, and numbers that are none are left alone', async () => {
    const cut = await paste(`[${[...der.subarray(0, 100)].join(', ')}]`);
    expect(summary(cut)).toEqual(
      expected([['unrecognised', der.slice(0, 100)]], { problems: ['pasted text der/truncated'] }),
    );
    expect(summary(await paste('48, 1, 2, 3, 4, 5 apples')).problems).toEqual(['pasted text text/nothing-found']);
    expect(summary(await paste("'0\\x82' is how it begins")).problems).toEqual(['pasted text text/nothing-found']);
  });
});

describe('fingerprints and ids', () => {
  test('certutil -dump: of all its hashes, the certificate’s', async () => {
    const taken = await paste(
      [
        `Key Id Hash(sha1): ${'cd'.repeat(20)}`,
        `Key Id Hash(bcrypt-sha256): ${'aa'.repeat(32)}`,
        `Cert Hash(sha1): ${'ef'.repeat(20)}`,
        `Cert Hash(sha256): ${HASH}`,
        `Signature Hash: ${'bb'.repeat(32)}`,
      ].join('\r\n'),
    );
    expect(summary(taken)).toEqual(expected([], { references: [HASH], lookups: [`sha1 ${'ef'.repeat(20)}`] }));
  });
  test('a page of crt.sh saved as HTML', async () => {
    const page = `<!DOCTYPE html><HTML><TITLE>crt.sh | 123456</TITLE><TD><A href="?id=123456">123456</A></TD><TD><A href="//search.example/certificates/${HASH}">${HASH.toUpperCase()}</A></TD></HTML>`;
    expect(summary(await paste(page))).toEqual(expected([], { references: [HASH] }));
  });
  test('a search of crt.sh saved as JSON', async () => {
    const row = (id: number) => ({ issuer_ca_id: 1, issuer_name: 'C=US', id, serial_number: '0442', common_name: 'a' });
    const taken = await paste(JSON.stringify([row(76), row(5)]));
    expect(summary(taken)).toEqual(
      expected([], { lookups: ['crt.sh-id 5', 'crt.sh-id 76'], problems: ['pasted text crt.sh/no-certificates'] }),
    );
    expect(taken.lookups[0]!.from).toEqual(['https://crt.sh/?id=5']);
  });
  test('ids of crt.sh, and nothing else', async () => {
    const ids = { lookups: ['crt.sh-id 7613412345', 'crt.sh-id 7613412346'] };
    expect(summary(await paste('7613412345\r\n7613412346, 7613412345\n'))).toEqual(expected([], ids));
    expect(summary(await paste('We issued 7613412345 of them.')).lookups).toEqual([]);
    expect(summary(await paste('2022\n')).lookups).toEqual([]);
  });
  test('a table of Excel with semicolons', async () => {
    const csv = `\ufeffNr;"SHA-256 Fingerprint";Date\r\n1;"${HASH.toUpperCase()}";03.10.2022\r\n`;
    expect(summary(await paste(csv))).toEqual(expected([], { references: [HASH] }));
  });
  test('JSON of other tools: a key’s hash is none of a certificate', async () => {
    const taken = await paste(JSON.stringify({ fingerprint_sha256: HASH, tbs_sha256: 'cd'.repeat(32) }));
    expect(summary(taken)).toEqual(expected([], { references: [HASH] }));
  });
});

describe('logs and mailboxes', () => {
  const log = (tail: string): string =>
    [
      '*   Trying 192.0.2.1:80...',
      '> POST /ocsp HTTP/1.1',
      '> Content-Type: application/ocsp-request',
      '> ',
      '< HTTP/1.1 100 Continue',
      '< ',
      '< HTTP/1.1 200 OK',
      '< Date: Mon, 03 Oct 2022 15:06:01 GMT',
      '< Content-Type: application/ocsp-response',
      '< ',
      tail,
    ].join('\r\n');
  const claim = {
    sha256: make.sha256(response()),
    capturedAt: Date.UTC(2022, 9, 3, 15, 6, 1),
    status: 200,
    contentType: 'application/ocsp-response',
  };
  const whole = concatBytes([
    utf8(log('{ [5 bytes data]\n')),
    response(),
    utf8('\n* Connection #0 to host left intact\n'),
  ]);

  test('curl -v with the response in it', async () => {
    const taken = await file('x.log', whole);
    expect(summary(taken)).toEqual(expected([['ocsp-response', response(), 'x.log']]));
    expect(taken.claims).toEqual([{ ...claim, from: 'x.log' }]);
  });
  test('curl -v beside the response', async () => {
    const taken = await make.files(['x.log', log('* Connection #0 left intact\n')], ['x.ors', response()]);
    expect(summary(taken)).toEqual(expected([['ocsp-response', response(), 'x.ors']]));
    expect(taken.claims).toEqual([{ ...claim, from: 'x.log' }]);
    const alone = utf8(log(''));
    expect(summary(await file('x.log', alone))).toEqual(
      expected([['unrecognised', alone, 'x.log']], { problems: ['x.log http/no-body'] }),
    );
  });
  test('curl -v with an error page', async () => {
    const taken = await paste(log('Bad Gateway\n'));
    expect(summary(taken).problems).toEqual(['pasted text text/nothing-found']);
    expect(taken.claims).toMatchObject([{ status: 200 }]);
  });
  test('a mailbox of several mails', async () => {
    const taken = await file(
      'box.mbox',
      utf8(
        [
          'From a@mail.example Mon Oct  3 15:06:01 2022',
          'From: a@mail.example',
          'Content-Type: application/octet-stream; name="c.der"',
          'Content-Transfer-Encoding: base64',
          '',
          base64,
          '',
          'From b@mail.example Mon Oct  3 15:07:01 2022',
          'From: b@mail.example',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: quoted-printable',
          '',
          `https://crt.sh/?sha256=3D${HASH.slice(0, 40)}=`,
          HASH.slice(40),
          '',
        ].join('\n'),
      ),
    );
    expect(summary(taken)).toEqual(expected([['certificate', der, 'box.mbox/mail 1/c.der']], { references: [HASH] }));
  });
});

describe('what is no evidence says so, and what to hand in instead', () => {
  const texts: readonly (readonly [how: string, content: string, code: string])[] = [
    [
      'openssl ocsp -resp_text alone',
      'OCSP Response Data:\n    OCSP Response Status: successful (0x0)\n',
      'text/ocsp-text',
    ],
    ['openssl x509 -text alone', 'Certificate:\n    Data:\n        Version: 3 (0x2)\n', 'text/certificate-text'],
    ['a server’s error page', '<!DOCTYPE html>\n<html><h1>503</h1></html>', 'text/html-page'],
    ['a PDF', '%PDF-1.7\n1 0 obj\n', 'file/document'],
    ['white space', ' \n\t', 'text/empty'],
  ];
  test.each(texts)('%s', async (_, content, code) => {
    const taken = await file('x', utf8(content));
    expect(summary(taken)).toEqual(expected([['unrecognised', utf8(content), 'x']], { problems: [`x ${code}`] }));
    expect(taken.problems[0]!.message).toMatch(/\b(?:add|again|paste)\b/i);
  });
  const starts: readonly (readonly [how: string, hex: string, code: string])[] = [
    ['a picture', '89504e470d0a1a0a00', 'file/image'],
    ['a mail of Outlook', 'd0cf11e0a1b11ae100', 'file/outlook'],
    ['winmail.dat', '789f3e2200', 'file/outlook'],
    ['another archive', 'fd377a585a0000', 'file/unsupported-archive'],
  ];
  test.each(starts)('%s', async (_, hex, code) => {
    const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
    expect(summary(await file('x', bytes))).toEqual(
      expected([['unrecognised', bytes, 'x']], { problems: [`x ${code}`] }),
    );
  });
  test('the signature of a mail in PGP is left alone', async () => {
    const signed = `See https://crt.sh/?sha256=${HASH}\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n-----END PGP SIGNATURE-----\n`;
    expect(summary(await paste(signed))).toEqual(expected([], { references: [HASH] }));
  });
});

describe('private keys are never stored, whatever they are wrapped in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'presumed-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Uint8Array =>
    new Uint8Array(execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] }));
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=a', '-keyout', at('k'), '-out', at('c'));
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at('ec'));
  const pkcs8 = openssl('pkey', '-in', at('k'), '-outform', 'DER');
  const keys: readonly (readonly [how: string, key: Uint8Array])[] = [
    ['PKCS#8', openssl('pkcs8', '-topk8', '-nocrypt', '-in', at('k'), '-outform', 'DER')],
    ['PKCS#1', openssl('rsa', '-in', at('k'), '-traditional', '-outform', 'DER')],
    ['SEC 1', openssl('ec', '-in', at('ec'), '-outform', 'DER')],
    ['PKCS#8, encrypted', openssl('pkcs8', '-topk8', '-in', at('k'), '-outform', 'DER', '-passout', 'pass:x')],
    ['PKCS#12', openssl('pkcs12', '-export', '-inkey', at('k'), '-in', at('c'), '-passout', 'pass:x')],
    ['a key store of Java', Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2)],
    ['PuTTY', utf8('PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n')],
    ['PEM', new Uint8Array(readFileSync(at('k')))],
    ['base64', utf8(make.base64(pkcs8))],
    ['hex', utf8(toHex(pkcs8))],
    ['PEM under a false label', utf8(pem(pkcs8))],
    ['a ZIP file', zipSync({ 'k.der': pkcs8 })],
  ];
  test.each(keys)('%s', async (_, bytes) => {
    const taken = await file('x', bytes);
    expect(taken.evidence).toEqual([]);
    expect(taken.problems.map(({ code }) => code).join()).toMatch(/private-key|key-store/);
  });
  test('a request for a certificate is told from a key', async () => {
    const request = openssl('req', '-new', '-key', at('k'), '-subj', '/CN=a', '-outform', 'DER');
    expect(summary(await file('x', request))).toEqual(
      expected([['unrecognised', request, 'x']], { problems: ['x der/certification-request'] }),
    );
  });
  test('an archive that could not be read to its end is not kept either', async () => {
    const archive = zipSync({ 'a.key': pkcs8, 'b.der': der });
    const locked = patched(archive, find(archive, 0x02014b50, 1) + 8, 1);
    const taken = await file('x', locked);
    expect(taken.evidence).toEqual([]);
    expect(summary(taken).problems).toEqual([
      'x archive/private-key',
      'x/a.key der/private-key',
      'x/b.der zip/encrypted',
    ]);
  });
});
