import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { BUNDLE_README_TITLE, mergeTaken } from '../../../src/core/intake/index.ts';
import * as make from './make.ts';

const { certificate, precertificate, response, pem, base64, file, files, paste, summary, expected } = make;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value, null, 1));

test('Cert Spotter issuances', async () => {
  const issuance = (cert: object) => ({ id: '1', tbs_sha256: 'aa', dns_names: ['host.example'], ...cert });
  const sha256 = make.sha256(certificate(3));
  const bytes = json([
    issuance({ cert: { type: 'precert', sha256: make.sha256(precertificate(1)), data: base64(precertificate(1)) } }),
    issuance({ cert_der: base64(certificate(2)), issuer: { cert_der: base64(certificate(9)) } }),
    issuance({ cert: { type: 'cert', sha256 } }),
    issuance({ cert: { type: 'cert', data: '!' } }),
  ]);
  expect(summary(await file('s', bytes))).toEqual(
    expected(
      [
        ['precertificate', precertificate(1), 's'],
        ['certificate', certificate(2), 's'],
        ['certificate', certificate(9), 's'],
        ['unrecognised', utf8('!'), 's'],
      ],
      { references: [sha256], problems: ['s cert-spotter/bad-base64'] },
    ),
  );
});

describe('Bugzilla', () => {
  const HASH = make.sha256(certificate(5));
  const attachment = (id: number, file_name: string, data?: Uint8Array) => ({
    id,
    bug_id: 1793443,
    file_name,
    content_type: 'application/zip',
    ...(data && { data: base64(data) }),
  });
  const first = attachment(7, 'r.zip', zipSync({ 'a.ors': response() }));
  const comment = { id: 1, bug_id: 1793443, count: 4, text: `See https://crt.sh/?sha256=${HASH}&opt=ocsp.` };
  test('attachments and comments, in every shape of the API', async () => {
    for (const answer of [
      { bugs: { 1793443: [first] }, attachments: {} },
      { bugs: {}, attachments: { 7: first } },
      { bugs: { 1793443: { attachments: [first] } } },
    ])
      expect(summary(await file('b.json', json(answer)))).toEqual(
        expected([['ocsp-response', response(), 'b.json/attachment 7 r.zip/a.ors']]),
      );
    const taken = await file(
      'b.json',
      json({ bugs: { 1793443: { comments: [comment, { ...comment, count: 5, text: 'No.' }] } }, comments: {} }),
    );
    expect(taken.references).toEqual([
      { sha256: HASH, from: [`https://crt.sh/?sha256=${HASH}&opt=ocsp (bug 1793443 comment 4)`] },
    ]);
    expect(summary(taken)).toEqual(expected([], { references: [HASH] }));
  });
  test('comments that name nothing say how many were read', async () => {
    const bytes = json({
      bugs: {
        1793443: {
          comments: [
            { ...comment, text: 'No.' },
            { ...comment, text: 'Yes.' },
          ],
        },
      },
    });
    const taken = await file('bug 1793443 comments', bytes);
    expect(summary(taken)).toEqual(
      expected([['unrecognised', bytes, 'bug 1793443 comments']], {
        problems: ['bug 1793443 comments bugzilla/nothing-found'],
      }),
    );
    expect(taken.problems[0]!.message).toMatch(/^Of this bug 2 comments were read, and none names or holds/);
  });
  test('an attachment without its data', async () => {
    const taken = await file('b.json', json({ attachments: { 8: attachment(8, 'x.zip') } }));
    expect(summary(taken).problems).toEqual(['b.json/attachment 8 x.zip bugzilla/no-data']);
  });
});

describe('CSV', () => {
  const HASH = make.sha256(certificate(5));
  test('CCADB reports with PEM', async () => {
    const row = (bytes: Uint8Array, separator: string): string =>
      ['Example "CA"', HASH, `'${pem(bytes).trim()}'`, HASH.toUpperCase()]
        .map((cell) => `"${cell.replaceAll('"', '""')}"`)
        .join(separator);
    for (const [separator, end] of [
      [',', '\n'],
      [';', '\r\n'],
      ['\t', '\n'],
    ] as const) {
      const text = [
        `\ufeff"CA Owner"${separator}Parent SHA-256 Fingerprint${separator}"PEM Info"${separator}SHA-256 Fingerprint`,
        row(certificate(1), separator),
        row(certificate(2).slice(0, 300), separator),
        row(certificate(3), separator),
        ['Example', '', '', HASH].join(separator),
        ['Example', '', 'nonsense', HASH].join(separator),
        ['Example', '', '-----BEGIN CERT?', HASH].join(separator),
      ].join(end);
      const taken = await files(['c.csv', text]);
      expect(summary(taken)).toEqual(
        expected(
          [
            ['certificate', certificate(1), 'c.csv'],
            ['certificate', certificate(3), 'c.csv'],
            ['unrecognised', certificate(2).slice(0, 300), 'c.csv'],
            ['unrecognised', utf8('nonsense'), 'c.csv'],
            ['unrecognised', utf8('-----BEGIN CERT?'), 'c.csv'],
          ],
          { references: [HASH], problems: ['c.csv csv/bad-pem', 'c.csv csv/bad-pem', 'c.csv der/truncated'] },
        ),
      );
      expect(taken.problems[2]!.message).toMatch(/^Row 3: PEM block 1 \(CERTIFICATE\): This certificate says/);
      expect(taken.references[0]!.from).toEqual(['c.csv row 5']);
    }
  });
  test('an incident appendix and lists of links, with commas and semicolons', async () => {
    const other = make.sha256(certificate(6));
    const hashes = [HASH, other].sort();
    for (const text of [
      `\ufeff"Precertificate SHA-256 hash";"Certificate SHA-256 hash";"Subject";"Serial # (hex)"\r\n${HASH.toUpperCase()};${other};"CN=host.example";420000000000000000000000000000000001\r\n`,
      `Precertificate SHA-256 hash,Certificate SHA-256 hash,Subject\n${HASH},${other},CN=host.example\n`,
      `https://crt.sh/?sha256=${HASH},CN=a.example\nhttps://crt.sh/?sha256=${other}&opt=ocsp,CN=b.example\n`,
      `https://crt.sh/?sha256=${HASH};CN=a.example\nhttps://crt.sh/?q=${other};CN=b.example\n`,
      `"https://crt.sh/?sha256=${HASH}","1"\n"https://crt.sh/?sha256=${other}","2"\n`,
    ])
      expect(summary(await files(['a.csv', text]))).toEqual(expected([], { references: hashes }));
    expect(summary(await paste('https://crt.sh/?id=42,CN=a.example\nhttps://crt.sh/?id=43;x'))).toEqual(
      expected([], { lookups: ['crt.sh-id 42', 'crt.sh-id 43'] }),
    );
  });
});

describe('a verdict JSON that was exported earlier', () => {
  const link = 'https://crt.sh/?id=1';
  const [cert, answer] = [make.sha256(certificate(1)), make.sha256(response(1))];
  const document = (formatVersion: number) => ({
    format: 'presumed/verdict',
    formatVersion,
    references: [{ sha256: cert, resolved: false, from: [link] }],
    evidence: [{ sha256: answer, kind: 'ocsp-response', size: 1, names: ['a.ors'] }],
  });
  const bytes = json(document(1));
  const restored = { sha256: cert, from: [link] };
  const byHash = (a: { sha256: string }, b: { sha256: string }): number => (a.sha256 < b.sha256 ? -1 : 1);

  test('is handed on; what it rests on becomes references', async () => {
    const taken = await file('v.json', bytes);
    expect(taken.references).toEqual(
      [restored, { sha256: answer, from: ['v.json (evidence of an earlier verdict)'] }].sort(byHash),
    );
    expect(taken.earlierVerdicts).toEqual([{ name: 'v.json', text: new TextDecoder().decode(bytes) }]);
    expect(taken.evidence).toEqual([]);
  });
  test('beside its evidence it changes nothing, whenever it comes', async () => {
    const together = await files(['v.json', JSON.stringify(document(1))], ['a.ors', response(1)]);
    expect(together.references).toEqual([restored]);
    const parts = [await files(['v.json', JSON.stringify(document(1))]), await file('a.ors', response(1))];
    expect(mergeTaken(parts)).toEqual(together);
    expect(mergeTaken([...parts].reverse())).toEqual(together);
  });
  test('of a version that is not known yet', async () => {
    expect(summary(await file('v.json', json(document(2)))).problems).toEqual(['v.json verdict/unknown-version']);
  });
});

test('the README of an evidence bundle is no evidence', async () => {
  const text = `${BUNDLE_README_TITLE}\n\nSee https://crt.sh/?id=5\n`;
  expect(summary(await files(['b.txt', text], ['a.der', certificate()]))).toEqual(
    expected([['certificate', certificate(), 'a.der']]),
  );
});

test('other JSON is read like any text', async () => {
  const bytes = json({ a: [{ cert: pem(certificate()) }], b: base64(response()), c: 'https://crt.sh/?id=5' });
  expect(summary(await file('o.json', bytes))).toEqual(
    expected(
      [
        ['certificate', certificate(), 'o.json'],
        ['ocsp-response', response(), 'o.json'],
      ],
      { lookups: ['crt.sh-id 5'] },
    ),
  );
});
