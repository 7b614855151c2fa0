import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as make from './make.ts';

const { paste, summary, expected } = make;

const HASH = '04d0efae64fbdea822782c6384a00622fa98d6965bdfd498643879afaab6c539';
const OTHER = '0e57e703b2812af9ceda5b5b1aabe3298e3568ac254c3a713b7fdb4a808ce329';
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const grouped = (separator: string, size = 2): string => HASH.match(new RegExp(`.{${size}}`, 'g'))!.join(separator);

describe('a SHA-256 fingerprint', () => {
  const texts: [string, string][] = [
    ['bare', HASH],
    ['upper case', HASH.toUpperCase()],
    ['with colons', grouped(':')],
    ['upper case with colons', grouped(':').toUpperCase()],
    ['with spaces', grouped(' ')],
    ['with hyphens', grouped('-')],
    ['in groups of four', grouped(' ', 4)],
    ['in groups of eight', grouped(' ', 8)],
    ['with 0x', `0x${HASH}`],
    ['openssl 1', `SHA256 Fingerprint=${grouped(':').toUpperCase()}`],
    ['openssl 3', `sha256 Fingerprint=${grouped(':').toUpperCase()}`],
    ['with a colon before', `SHA-256 Fingerprint: ${grouped(':')}`],
    ['sha256:', `sha256:${HASH}`],
    ['SHA256: as keytool writes it', `\t SHA256: ${grouped(':').toUpperCase()}`],
    ['macOS', `SHA-256 ${grouped(' ').toUpperCase()}`],
    ['in a sentence', `The certificate ${HASH}, and no other.`],
    ['in brackets and quotes', `("${HASH}")`],
    ['in a CSV row', `"1","${HASH}","CN=host.example"`],
    ['quoted in a list', `> - ${HASH}`],
    ['Markdown code', `\`${HASH}\``],
    ['a link of somebody else', `https://search.example/certificates/${HASH}`],
    ['with CRLF and a byte order mark', `\ufeff${HASH}\r\n`],
  ];
  for (const [how, text] of texts)
    test(how, async () => expect(summary(await paste(text))).toEqual(expected([], { references: [HASH] })));

  test('says what it was read from, as written', async () => {
    const taken = await paste(
      `x ${HASH.toUpperCase()} y\nsha256 Fingerprint=${grouped(':')}\nhttps://crt.sh/?sha256=${HASH}&amp;opt=ocsp.`,
    );
    expect(taken.references).toEqual([
      {
        sha256: HASH,
        from: [HASH.toUpperCase(), `https://crt.sh/?sha256=${HASH}&opt=ocsp`, `sha256 Fingerprint=${grouped(':')}`],
      },
    ]);
  });

  test('a list, one a line', async () => {
    for (const separator of ['', ':', ' ']) {
      const lines = [HASH, OTHER].map((hash) => hash.match(/../g)!.join(separator)).join('\n');
      expect(summary(await paste(lines))).toEqual(expected([], { references: [HASH, OTHER] }));
    }
  });
});

describe('what is no fingerprint of a certificate', () => {
  test('a pin names a public key', async () => {
    const pin = Buffer.from(HASH, 'hex').toString('base64');
    for (const text of [`sha256/${pin}`, `sha256//${pin}`, `pin-sha256="${pin}"`])
      expect(summary(await paste(text))).toEqual(expected([], { lookups: [`spki-sha256 ${HASH}`] }));
    expect(summary(await paste(`Public key SHA-256: ${HASH}`))).toEqual(
      expected([], { lookups: [`spki-sha256 ${HASH}`] }),
    );
  });

  test('hashes and keys in the output of openssl and gnutls', async () => {
    const text = `
OCSP Response Data:
    Responder Id: ${SHA1.toUpperCase()}
      Hash Algorithm: sha256
      Issuer Name Hash: ${HASH.toUpperCase()}
      Issuer Key Hash: ${OTHER.toUpperCase()}
      Serial Number: 420000000000000000000000000000000001
        X509v3 Subject Key Identifier:
            ${SHA1.toUpperCase().match(/../g)!.join(':')}
                Log ID    : ${grouped(':').slice(0, 48).toUpperCase()}
                            ${grouped(':').slice(48).toUpperCase()}
    Signature Value:
        ${make.groups(make.noise(4, 18), ':')}:
        ${make.groups(make.noise(5, 18), ':')}
https://crt.sh/?id=1
`;
    expect(summary(await paste(text))).toEqual(expected([], { lookups: ['crt.sh-id 1'] }));
  });

  test('longer and shorter hex, commits, base64 words in prose', async () => {
    const text = `Commit ${SHA1} by MARY MAJOR: ${HASH}00 and ${HASH.slice(2)} and MIIBIjANBgkq are not; ${OTHER} is.`;
    expect(summary(await paste(text))).toEqual(expected([], { references: [OTHER] }));
  });

  test('SHA-1 where it says so, or alone on a line', async () => {
    for (const text of [
      `SHA1 Fingerprint=${SHA1.toUpperCase().match(/../g)!.join(':')}`,
      `Thumbprint: ${SHA1}`,
      `> ${SHA1}`,
    ])
      expect(summary(await paste(text))).toEqual(expected([], { lookups: [`sha1 ${SHA1}`] }));
  });

  test('prose with nothing in it is kept and said', async () => {
    const text = 'Acknowledging. We will provide a preliminary report later today.';
    expect(summary(await paste(text))).toEqual(
      expected([['unrecognised', new TextEncoder().encode(text)]], { problems: ['pasted text text/nothing-found'] }),
    );
  });

  test('binary data pasted as text', async () => {
    const text = new TextDecoder().decode(make.certificate());
    expect(summary(await paste(text)).problems).toEqual(['pasted text text/binary']);
    const shown = [...text].filter((character) => character >= ' ').join('');
    expect(summary(await paste(shown)).problems).toEqual(['pasted text text/binary']);
  });
});

describe('links to crt.sh', () => {
  const links: [string, { references?: string[]; lookups?: string[]; problems?: string[] }][] = [
    [`https://crt.sh/?sha256=${HASH}`, { references: [HASH] }],
    [`http://crt.sh/?sha256=${HASH}&opt=ocsp`, { references: [HASH] }],
    [`https://crt.sh/?sha256=${HASH}&amp;opt=ocsp`, { references: [HASH] }],
    [`crt.sh/?sha256=${HASH}`, { references: [HASH] }],
    [`https://www.crt.sh?SHA256=${HASH.toUpperCase()}`, { references: [HASH] }],
    [`https://crt.sh/?sha256=${grouped(':').toUpperCase()}`, { references: [HASH] }],
    [`https://crt.sh/?sha256=${grouped('%3A')}&opt=ocsp,cablint`, { references: [HASH] }],
    [`https://crt.sh/?q=${HASH}`, { references: [HASH] }],
    [`https://crt.sh/?d=${HASH}`, { references: [HASH] }],
    [`https://crt.sh/?c=${HASH}`, { references: [HASH] }],
    [`https://crt.sh/?opt=ocsp&sha256=${HASH}&iCAID=1#top`, { references: [HASH] }],
    [`https://crt.sh/?sha256=+${HASH}+`, { references: [HASH] }],
    [`https://crt.sh/?sha256=${'1234567890'.repeat(6)}1234`, { references: [`${'1234567890'.repeat(6)}1234`] }],
    [`https://crt.sh/?q=${'1234567890'.repeat(6)}1234`, { references: [`${'1234567890'.repeat(6)}1234`] }],
    ['https://crt.sh/?id=7317482379', { lookups: ['crt.sh-id 7317482379'] }],
    ['https://crt.sh/?id=7317482379&opt=ocsp', { lookups: ['crt.sh-id 7317482379'] }],
    ['https://crt.sh/?q=7317482379', { lookups: ['crt.sh-id 7317482379'] }],
    ['https://crt.sh/?d=7317482379', { lookups: ['crt.sh-id 7317482379'] }],
    ['https://crt.sh/?asn1=7317482379', { lookups: ['crt.sh-id 7317482379'] }],
    ['https://crt.sh/?7317482379', { lookups: ['crt.sh-id 7317482379'] }],
    [`https://crt.sh/?sha1=${SHA1}`, { lookups: [`sha1 ${SHA1}`] }],
    [`https://crt.sh/?q=${SHA1}`, { lookups: [`sha1 ${SHA1}`] }],
    ['https://crt.sh/?serial=42:00:0A', { lookups: ['serial 42000a'] }],
    ['https://crt.sh/?serial=A0B', { lookups: ['serial 0a0b'] }],
    [`https://crt.sh/?spkisha256=${HASH}`, { lookups: [`spki-sha256 ${HASH}`] }],
    ['https://crt.sh/?caid=12345', { lookups: ['crt.sh-query caid=12345'] }],
    ['https://crt.sh/?q=host.example', { lookups: ['crt.sh-query q=host.example'] }],
    ['https://crt.sh/?q=%25.host.example', { lookups: ['crt.sh-query q=%.host.example'] }],
    ['https://crt.sh/?identity=host.example&match==', { lookups: ['crt.sh-query identity=host.example'] }],
    // The server's table decides, not the order in the link.
    [`https://crt.sh/?sha256=${HASH}&id=42`, { lookups: ['crt.sh-id 42'] }],
    [`https://crt.sh/?q=host.example&sha256=${HASH}`, { references: [HASH] }],
    [`https://crt.sh/?id=&sha256=${HASH}`, { references: [HASH] }],
    [`https://crt.sh/?sha256=${HASH.slice(0, 40)}`, { problems: ['pasted text crt.sh/bad-value'] }],
    [`https://crt.sh/?d=${grouped(':')}`, { references: [HASH] }],
    ['https://crt.sh/?id=1,2', { problems: ['pasted text crt.sh/bad-value'] }],
  ];
  for (const [link, rest] of links)
    for (const [how, text] of [
      ['alone', link],
      ['in a sentence', `See ${link}.`],
      ['in brackets', `(${link}), and`],
      ['in angle brackets', `<${link}>;`],
      ['in Markdown', `[crt.sh](${link}).`],
      ['in HTML', `<a href="${link}">`],
      ['in smart quotes', `\u201c${link}\u201d`],
      ['quoted', `> ${link}\r\n`],
    ] as const)
      test(`${how}: ${link}`, async () => {
        const { evidence: _, ...found } = summary(await paste(text));
        const { evidence: __, ...wanted } = expected([], rest);
        expect(found).toEqual(wanted);
      });

  test('pages of crt.sh and patterns of links name nothing', async () => {
    const text = `https://crt.sh/ https://crt.sh/ocsp-responders https://crt.sh/?a=1 https://crt.sh/?sha256=[sha256-hash] ${HASH}`;
    expect(summary(await paste(text))).toEqual(expected([], { references: [HASH] }));
  });
});

describe('the thread of bug 1793443', () => {
  const path = '../shared/bug-1793443.txt';
  test.skipIf(!existsSync(path))(
    'yields its 13 fingerprints and no problem (skipped: the shared file is not here)',
    async () => {
      const taken = await paste(readFileSync(path, 'utf8'));
      const found = summary(taken);
      expect(found.references).toHaveLength(13);
      expect({ ...found, references: [] }).toEqual(expected([]));
      expect(taken.references.find(({ sha256 }) => sha256.startsWith('af722ba0'))!.from).toEqual([
        'https://crt.sh/?sha256=af722ba0c92bba20cb3379b03c37a7cd84756843771dc8d6c228c3a829256ab8&opt=ocsp',
      ]);
    },
  );
});
