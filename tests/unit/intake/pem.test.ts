import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../../src/core/model/bytes.ts';
import * as make from './make.ts';

const { certificate, precertificate, response, request, crl, pem, paste, file, summary, expected } = make;

const block = pem(certificate());
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('one certificate, as it reaches people', () => {
  const texts: [string, string][] = [
    ['as it should be', block],
    ['CRLF', block.replaceAll('\n', '\r\n')],
    ['byte order mark', `\ufeff${block}`],
    ['no final newline', block.trimEnd()],
    ['quoted', block.replace(/^/gm, '> ')],
    ['quoted three deep', block.replace(/^/gm, '> > > ')],
    ['quoted without spaces', block.replace(/^/gm, '>>')],
    ['indented', block.replace(/^/gm, '\t    ')],
    ['in a Markdown fence', `Here it is:\n\n\`\`\`pem\n${block}\`\`\`\n`],
    ['trailing spaces', block.replaceAll('\n', '  \n')],
    ['blank lines', block.replaceAll('\n', '\n\n')],
    ['on one line', block.replaceAll('\n', ' ')],
    ['on one line without spaces', block.replaceAll('\n', '')],
    ['unwrapped', `-----BEGIN CERTIFICATE-----\n${make.base64(certificate())}\n-----END CERTIFICATE-----`],
    ['with escaped line ends, in JSON', JSON.stringify({ pem: block })],
    ['with escaped CRLF, in JSON', JSON.stringify({ pem: block.replaceAll('\n', '\r\n') })],
    ['with dashes for hyphens', block.replaceAll('-----', '\u2014\u2014\u2013')],
    ['as comments', block.replace(/^/gm, '# ')],
    ['with RFC 1421 headers', block.replace('-----\n', '-----\nOrigin: example\nX-Note: made up\n\n')],
    ['with prose around', `The certificate of MAMA Inc. is\n${block}which MISSED the deadline.`],
    ['without END', block.replace(/-----END.*/s, '')],
    ['without END, with prose behind', block.replace(/-----END.*/s, '\n\nKind regards')],
    ['as X509 CERTIFICATE', pem(certificate(), 'X509 CERTIFICATE')],
  ];
  for (const [how, text] of texts)
    test(how, async () => {
      expect(summary(await paste(text))).toEqual(expected([['certificate', certificate()]]));
    });

  test('in UTF-16, as Windows consoles write it', async () => {
    const utf16 = new Uint8Array(2 + block.length * 2);
    utf16.set([0xff, 0xfe]);
    [...block].forEach((character, index) => (utf16[2 + index * 2] = character.charCodeAt(0)));
    expect(summary(await file('x', utf16))).toEqual(expected([['certificate', certificate(), 'x']]));
  });
});

test('several in one text, with and without line ends between them', async () => {
  const all = [pem(certificate(1)), pem(precertificate(2)), pem(response(3), 'OCSP RESPONSE')];
  const result = expected([
    ['certificate', certificate(1)],
    ['precertificate', precertificate(2)],
    ['ocsp-response', response(3)],
  ]);
  expect(summary(await paste(all.join('\n')))).toEqual(result);
  expect(summary(await paste(all.join('').replaceAll('-----\n-----', '----------')))).toEqual(result);
  expect(summary(await paste(all.join('').replaceAll('\n', '')))).toEqual(result);
});

test('every label', async () => {
  const text = [
    pem(response(), 'OCSP RESPONSE'),
    pem(request(), 'OCSP REQUEST'),
    pem(crl(), 'X509 CRL'),
    pem(certificate(), 'X509 CERTIFICATE'),
  ].join('');
  expect(summary(await paste(text))).toEqual(
    expected([
      ['ocsp-response', response()],
      ['ocsp-request', request()],
      ['crl', crl()],
      ['certificate', certificate()],
    ]),
  );
});

test("OpenSSL's trust settings behind a TRUSTED CERTIFICATE are left out", async () => {
  const aux = make.sequence(make.sequence(Uint8Array.of(0x06, 1, 0x2a)));
  expect(summary(await paste(pem(concatBytes([certificate(), aux]), 'TRUSTED CERTIFICATE')))).toEqual(
    expected([['certificate', certificate()]]),
  );
});

test('a label that says something else is a problem, and the content counts', async () => {
  expect(summary(await paste(pem(response())))).toEqual(
    expected([['ocsp-response', response()]], { problems: ['pasted text pem/label'] }),
  );
});

test('a private key is left out and not stored', async () => {
  const taken = await paste(block + pem(make.noise(1, 100), 'RSA PRIVATE KEY'));
  expect(summary(taken)).toEqual(
    expected([['certificate', certificate()]], { problems: ['pasted text pem/private-key'] }),
  );
});

test('a bad block costs nothing else, and says which it is', async () => {
  const bad = block.replace('MII', 'M?I').trimEnd();
  const taken = await paste(`${pem(certificate(2))}${bad}\n${pem(certificate(3))}`);
  expect(summary(taken)).toEqual(
    expected(
      [
        ['certificate', certificate(2)],
        ['certificate', certificate(3)],
        ['unrecognised', utf8(bad)],
      ],
      { problems: ['pasted text pem/bad-base64'] },
    ),
  );
  expect(taken.problems[0]!.message).toBe(
    'PEM block 2 (CERTIFICATE) does not hold base64 alone between its BEGIN and END lines. Copy it again, whole.',
  );
});

test('a block that ends before it should', async () => {
  const short = pem(certificate().slice(0, 200));
  const taken = await paste(short + pem(certificate(2)));
  expect(summary(taken)).toEqual(
    expected(
      [
        ['certificate', certificate(2)],
        ['unrecognised', certificate().slice(0, 200)],
      ],
      { problems: ['pasted text der/truncated'] },
    ),
  );
  expect(taken.problems[0]!.message).toMatch(
    /^PEM block 1 \(CERTIFICATE\): This certificate says that it ends at offset/,
  );
});

test('an empty block', async () => {
  const empty = '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----';
  expect(summary(await paste(empty))).toEqual(
    expected([['unrecognised', utf8(empty)]], { problems: ['pasted text pem/bad-base64'] }),
  );
});
