import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toBase64 } from '../../../src/core/model/bytes.ts';
import { frameCtEntry, uint } from '../../../src/core/intake/ct-entry.ts';
import * as make from './make.ts';

const { certificate, precertificate, response, request, crl, pem, base64, file, files, paste, summary, expected } =
  make;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value, null, 1));

describe('PKCS#7', () => {
  const bundle = (certificates: Uint8Array[], crls: Uint8Array[] = []): Uint8Array =>
    make.sequence(
      fromHex('06092a864886f70d010702'),
      make.tlv(
        0xa0,
        make.sequence(
          make.integer(1),
          make.tlv(0x31),
          make.sequence(fromHex('06092a864886f70d010701')),
          ...(certificates.length ? [make.tlv(0xa0, ...certificates)] : []),
          ...(crls.length ? [make.tlv(0xa1, ...crls)] : []),
          make.tlv(0x31),
        ),
      ),
    );
  const full = bundle([certificate(1), certificate(2)], [crl()]);
  const all = [
    ['certificate', certificate(1)],
    ['certificate', certificate(2)],
    ['crl', crl()],
  ] as const;

  test('DER, PEM and base64', async () => {
    expect(summary(await file('pasted text', full))).toEqual(expected(all));
    expect(summary(await paste(pem(full, 'PKCS7')))).toEqual(expected(all));
    expect(summary(await paste(pem(full, 'CMS')))).toEqual(expected(all));
    expect(summary(await paste(base64(full)))).toEqual(expected(all));
  });
  test('empty, cut off, trailing octets', async () => {
    const cases: [Uint8Array, string][] = [
      [bundle([]), 'pkcs7/empty'],
      [full.slice(0, 900), 'der/truncated'],
      [concatBytes([full, Uint8Array.of(0)]), 'der/trailing-bytes'],
    ];
    for (const [bytes, code] of cases)
      expect(summary(await file('x', bytes))).toEqual(
        expected([['unrecognised', bytes, 'x']], { problems: [`x ${code}`] }),
      );
  });
});

describe('output of openssl with PEM inside', () => {
  test('x509 -text', async () => {
    const text = `Certificate:
    Data:
        Version: 3 (0x2)
        Serial Number:
            42:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:01
        Signature Algorithm: sha256WithRSAEncryption
        Issuer: C=US, O=Example, CN=Example CA
                Modulus:
                    00:b5:30:82:01:22:30:0d:06:09:2a:86:48:86:f7:
                    0d:01:01
            X509v3 Authority Key Identifier:
                DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09
            Authority Information Access:
                OCSP - URI:http://ocsp.example/ocsp
            CT Precertificate SCTs:
                    Log ID    : 7A:32:8C:54:D8:B7:2D:B6:20:EA:38:E0:52:1E:E9:84:
                                16:70:32:13:85:4D:3B:D2:2B:C1:3A:57:A3:52:EB:52
                    Signature : ecdsa-with-SHA256
                                30:45:02:20:48:2F:67:51:AF:35:DB:A6:54:36:BE:1F:
                                D6:64:0F:3D:BF:9A:41:42:94:95:92:45:30:28:8F:A3:
                                E5:E2:3E:06:02:21:00:E4:ED:C0:DB:3A:C5:72:B1:E2:
                                F5:E8:AB:6A:68:06:53:98:7D:CF:41:02:7D:FE:FF:A1:
                                05:51:9D:89:ED:BF:08
    Signature Value:
        ${make.groups(make.noise(4, 18), ':')}:
        ${make.groups(make.noise(5, 18), ':')}
${pem(certificate())}`;
    expect(summary(await paste(text))).toEqual(expected([['certificate', certificate()]]));
  });
  test('ocsp -resp_text', async () => {
    const text = `OCSP Response Data:
    OCSP Response Status: successful (0x0)
    Response Type: Basic OCSP Response
    Responder Id: DA39A3EE5E6B4B0D3255BFEF95601890AFD80709
    Produced At: Oct  3 15:06:00 2022 GMT
    Responses:
    Certificate ID:
      Hash Algorithm: sha1
      Issuer Name Hash: DA39A3EE5E6B4B0D3255BFEF95601890AFD80709
      Issuer Key Hash: DA39A3EE5E6B4B0D3255BFEF95601890AFD80709
      Serial Number: 42000000000000000000000000000000000001
    Cert Status: unknown
${pem(certificate())}Response verify OK
`;
    expect(summary(await paste(text))).toEqual(expected([['certificate', certificate()]]));
  });
});

describe('captured HTTP', () => {
  const head = (length: number, more = ''): string =>
    `HTTP/1.1 200 OK\r\nDate: Mon, 03 Oct 2022 15:06:00 GMT\r\nContent-Type: application/ocsp-response\r\n${more}Content-Length: ${length}\r\n\r\n`;
  const claim = {
    sha256: make.sha256(response()),
    from: 'x',
    capturedAt: Date.UTC(2022, 9, 3, 15, 6),
    status: 200,
    contentType: 'application/ocsp-response',
  };
  const capture = concatBytes([utf8(head(response().length)), response()]);

  test('curl -i', async () => {
    const taken = await file('x', capture);
    expect(summary(taken)).toEqual(expected([['ocsp-response', response(), 'x']]));
    expect(taken.claims).toEqual([claim]);
  });
  test('a final line end behind the body is nobody’s', async () => {
    const taken = await file('x', concatBytes([capture, utf8('\n')]));
    expect(summary(taken)).toEqual(expected([['ocsp-response', response(), 'x']]));
  });
  test('interim responses, LF alone, HTTP/2', async () => {
    const text = `HTTP/1.1 100 Continue\n\nHTTP/2 200 \ndate: Mon, 03 Oct 2022 15:06:00 GMT\ncontent-type: application/ocsp-response\n\n`;
    const taken = await file('x', concatBytes([utf8(text), response()]));
    expect(summary(taken)).toEqual(expected([['ocsp-response', response(), 'x']]));
    expect(taken.claims).toEqual([claim]);
  });
  test('chunked, and chunked in name only', async () => {
    const chunked = concatBytes([
      utf8('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n'),
      response().slice(0, 100),
      utf8(`\r\n${(response().length - 100).toString(16)};x=y\r\n`),
      response().slice(100),
      utf8('\r\n0\r\n\r\n'),
    ]);
    const undone = concatBytes([utf8('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'), response()]);
    for (const bytes of [chunked, undone])
      expect(summary(await file('x', bytes))).toEqual(expected([['ocsp-response', response(), 'x']]));
  });
  test('gzip as the content coding', async () => {
    const packed = gzipSync(response());
    const bytes = concatBytes([utf8(head(packed.length, 'Content-Encoding: gzip\r\n')), packed]);
    expect((await file('x', bytes)).claims).toEqual([claim]);
  });
  test('an error page is kept, with its status', async () => {
    const page = '<html>Service unavailable</html>';
    const taken = await file('x', utf8(`HTTP/1.1 503 Service Unavailable\r\nDate: nonsense\r\n\r\n${page}`));
    expect(summary(taken)).toEqual(
      expected([['unrecognised', utf8(page), 'x']], { problems: ['x text/nothing-found'] }),
    );
    expect(taken.claims).toEqual([{ sha256: make.sha256(utf8(page)), from: 'x', status: 503 }]);
  });
  test('a body that is cut off', async () => {
    const taken = await file('x', capture.slice(0, -20));
    expect(summary(taken)).toEqual(
      expected([['ocsp-response', response().slice(0, -20), 'x']], { problems: ['x http/truncated'] }),
    );
  });
  test('curl -D: headers in a file of their own, joined to the body beside them', async () => {
    for (const [headers, body] of [
      ['0e57.headers', '0e57.ors'],
      ['0e57.ors.headers', '0e57.ors'],
      ['0e57.txt', '0e57'],
    ] as const) {
      const archive = zipSync({
        [`r/${headers}`]: utf8(head(response().length)),
        [`r/${body}`]: response(),
        'r/other.ors': response(2),
      });
      const taken = await file('x.zip', archive);
      expect(summary(taken)).toEqual(
        expected([
          ['ocsp-response', response(), `x.zip/r/${body}`],
          ['ocsp-response', response(2), 'x.zip/r/other.ors'],
        ]),
      );
      expect(taken.claims).toEqual([{ ...claim, from: `x.zip/r/${headers}` }]);
    }
  });
  test('headers without a body', async () => {
    const bytes = utf8(head(5));
    expect(summary(await file('a.headers', bytes))).toEqual(
      expected([['unrecognised', bytes, 'a.headers']], { problems: ['a.headers http/no-body'] }),
    );
  });
});

describe('HAR', () => {
  const url = `http://ocsp.example/ocsp/${encodeURIComponent(base64(request(2)))}`;
  const entry = (overrides: object) => ({
    startedDateTime: '2022-10-03T15:06:00.500+00:00',
    time: 12,
    request: { method: 'POST', url: 'http://ocsp.example/ocsp' },
    response: { status: 200, content: { mimeType: 'application/ocsp-response' } },
    ...overrides,
  });
  test('exchanges by POST and GET, beside everything else a browser loads', async () => {
    const har = {
      log: {
        version: '1.2',
        entries: [
          entry({
            request: {
              method: 'POST',
              url: 'http://ocsp.example/ocsp',
              postData: { mimeType: 'application/ocsp-request', text: String.fromCharCode(...request(1)) },
            },
            response: {
              status: 200,
              content: { mimeType: 'application/ocsp-response', encoding: 'base64', text: base64(response(1)) },
            },
          }),
          entry({
            request: { method: 'GET', url },
            response: {
              status: 200,
              content: { mimeType: 'application/octet-stream', encoding: 'base64', text: base64(response(2)) },
            },
          }),
          entry({ response: { status: 200, content: { mimeType: 'text/html', text: '<html>Hello</html>' } } }),
          entry({ response: { status: 0 } }),
          null,
        ],
      },
    };
    const taken = await file('a.har', json(har));
    expect(summary(taken)).toEqual(
      expected([
        ['ocsp-request', request(1), 'a.har'],
        ['ocsp-request', request(2), 'a.har'],
        ['ocsp-response', response(1), 'a.har'],
        ['ocsp-response', response(2), 'a.har'],
      ]),
    );
    const capturedAt = Date.UTC(2022, 9, 3, 15, 6);
    expect(taken.claims).toHaveLength(2);
    expect(taken.claims).toContainEqual({
      sha256: make.sha256(response(1)),
      from: 'a.har',
      capturedAt,
      status: 200,
      contentType: 'application/ocsp-response',
      url: 'http://ocsp.example/ocsp',
      method: 'POST',
    });
    expect(taken.claims).toContainEqual({
      sha256: make.sha256(response(2)),
      from: 'a.har',
      capturedAt,
      status: 200,
      contentType: 'application/octet-stream',
      url,
      method: 'GET',
    });
  });
  test('without contents', async () => {
    const bytes = json({ log: { entries: [entry({})] } });
    expect(summary(await file('a.har', bytes))).toEqual(
      expected([['unrecognised', bytes, 'a.har']], { problems: ['a.har har/nothing-found'] }),
    );
  });
});

test('the GET URL of a responder in a text holds the request, slashes encoded or not', async () => {
  for (let serial = 1; serial < 40; serial++)
    for (const encoded of [encodeURIComponent(base64(request(serial))), base64(request(serial))])
      expect(summary(await paste(`curl -s http://ocsp.example/Mirror/ocsp/${encoded} -o x`))).toEqual(
        expected([['ocsp-request', request(serial)]]),
      );
});

describe('evalocsp', () => {
  const result = (serial: number, error = '') => ({
    responder_url: 'http://ocsp.example/ocsp',
    request_bytes: base64(request(serial)),
    response_bytes: base64(response(serial)),
    response_time: 123456789,
    error,
  });
  const failed = { ...result(3), response_bytes: null, error: 'connection refused' };
  test('one result, an array, JSON lines', async () => {
    for (const text of [
      JSON.stringify([result(1), result(2, 'OCSP responder does not know this certificate'), failed]),
      [result(1), result(2), failed].map((value) => JSON.stringify(value)).join('\n') + '\n',
    ]) {
      const taken = await files(['e.json', text]);
      expect(summary(taken)).toEqual(
        expected(
          [
            ['ocsp-request', request(1), 'e.json'],
            ['ocsp-request', request(2), 'e.json'],
            ['ocsp-request', request(3), 'e.json'],
            ['ocsp-response', response(1), 'e.json'],
            ['ocsp-response', response(2), 'e.json'],
          ],
          { problems: ['e.json evalocsp/no-response'] },
        ),
      );
      expect(taken.problems[0]!.message).toBe(
        'Result 3 (http://ocsp.example/ocsp): no response was recorded; evalocsp said "connection refused". It proves nothing; query the responder again.',
      );
      expect(taken.claims.map(({ url, method, capturedAt }) => [url, method, capturedAt])).toEqual([
        ['http://ocsp.example/ocsp', 'POST', undefined],
        ['http://ocsp.example/ocsp', 'POST', undefined],
      ]);
    }
    expect(summary(await file('e', json(result(1)))).evidence).toHaveLength(2);
  });
  test('bytes that are not base64', async () => {
    const taken = await file('e', json({ ...result(1), response_bytes: '?!' }));
    expect(summary(taken).problems).toEqual(['e evalocsp/bad-base64']);
  });
});

/** RFC 6962 structures, built from their definitions. */
const vector = (octets: number, content: Uint8Array): Uint8Array =>
  concatBytes([uint(content.length, octets), content]);
const TIME = uint(1_660_002_900_000, 8);
const x509Leaf = concatBytes([
  Uint8Array.of(0, 0),
  TIME,
  uint(0, 2),
  vector(3, certificate(1)),
  vector(2, new Uint8Array()),
]);
const x509Extra = vector(3, concatBytes([vector(3, certificate(8)), vector(3, certificate(9))]));
const tbs = make.sequence(make.integer(1));
const precertLeaf = concatBytes([
  Uint8Array.of(0, 0),
  TIME,
  uint(1, 2),
  make.noise(3, 32),
  vector(3, tbs),
  vector(2, new Uint8Array()),
]);
const precertExtra = concatBytes([vector(3, precertificate(2)), vector(3, vector(3, certificate(8)))]);
const entryOf = (leaf: Uint8Array, extra: Uint8Array) => ({ leaf_input: toBase64(leaf), extra_data: toBase64(extra) });

describe('CT get-entries', () => {
  test('an answer, a single entry, JSON lines', async () => {
    const entries = [entryOf(x509Leaf, x509Extra), entryOf(precertLeaf, precertExtra)];
    const all = expected([
      ['ct-log-entry', frameCtEntry(x509Leaf, x509Extra), 'e'],
      ['ct-log-entry', frameCtEntry(precertLeaf, precertExtra), 'e'],
      ['certificate', certificate(1), 'e'],
      ['precertificate', precertificate(2), 'e'],
      ['certificate', certificate(8), 'e'],
      ['certificate', certificate(9), 'e'],
    ]);
    expect(summary(await file('e', json({ entries })))).toEqual(all);
    expect(summary(await file('e', utf8(entries.map((entry) => JSON.stringify(entry)).join('\n'))))).toEqual(all);
    expect(summary(await file('e', json({ ...entries[0], audit_path: [] }))).evidence).toHaveLength(4);
  });
  test('bad entries cost only themselves', async () => {
    const bad = [
      { leaf_input: 'bogus', extra_data: '' },
      { leaf_input: toBase64(x509Leaf.slice(0, -5)), extra_data: '' },
      { leaf_input: toBase64(precertLeaf), extra_data: toBase64(precertExtra.slice(0, -5)) },
      { leaf_input: toBase64(precertLeaf) },
    ];
    const taken = await file('e', json({ entries: [...bad, entryOf(x509Leaf, x509Extra)] }));
    expect(summary(taken).problems).toEqual(bad.map(() => 'e ct/bad-entry'));
    expect(taken.evidence.map(({ kind }) => kind).sort()).toEqual([
      ...['certificate', 'certificate', 'certificate', 'ct-log-entry'],
      ...bad.map(() => 'unrecognised'),
    ]);
  });
});

describe('static CT tiles', () => {
  const fingerprints = [make.sha256(certificate(8)), make.sha256(certificate(9))].sort();
  const chain = vector(2, concatBytes(fingerprints.map(fromHex)));
  const tile = concatBytes([
    concatBytes([x509Leaf.subarray(2), chain]),
    concatBytes([precertLeaf.subarray(2), vector(3, precertificate(2)), chain]),
  ]);
  const extra = concatBytes([vector(3, precertificate(2)), uint(0, 3)]);
  const all = [
    ['ct-log-entry', frameCtEntry(x509Leaf, new Uint8Array()), 'tile'],
    ['ct-log-entry', frameCtEntry(precertLeaf, extra), 'tile'],
    ['certificate', certificate(1), 'tile'],
    ['precertificate', precertificate(2), 'tile'],
  ] as const;
  test('plain and gzip, as logs serve them', async () => {
    for (const bytes of [tile, gzipSync(tile)])
      expect(summary(await file('tile', bytes))).toEqual(expected(all, { references: fingerprints }));
  });
  test('cut off: the whole entries are read', async () => {
    const cut = tile.slice(0, -3);
    const start = x509Leaf.length - 2 + chain.length;
    expect(summary(await file('tile', cut))).toEqual(
      expected([all[0], all[2], ['unrecognised', cut.slice(start), 'tile']], {
        references: fingerprints,
        problems: ['tile ct/bad-tile'],
      }),
    );
  });
});

test('a list of CT logs is kept as its exact octets', async () => {
  const bytes = json({ version: '1', operators: [{ name: 'Example', logs: [{ log_id: 'x' }] }] });
  expect(summary(await file('l.json', bytes))).toEqual(expected([['ct-log-list', bytes, 'l.json']]));
});

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
      ].join(end);
      const taken = await files(['c.csv', text]);
      expect(summary(taken)).toEqual(
        expected(
          [
            ['certificate', certificate(1), 'c.csv'],
            ['certificate', certificate(3), 'c.csv'],
            ['unrecognised', certificate(2).slice(0, 300), 'c.csv'],
            ['unrecognised', utf8('nonsense'), 'c.csv'],
          ],
          { references: [HASH], problems: ['c.csv csv/bad-pem', 'c.csv der/truncated'] },
        ),
      );
      expect(taken.problems[1]!.message).toMatch(/^Row 3: PEM block 1 \(CERTIFICATE\): This certificate says/);
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

describe('mail', () => {
  const HASH = make.sha256(certificate(5));
  const mime = (bytes: Uint8Array): string => make.wrap(base64(bytes), 76).replaceAll('\n', '\r\n');
  const mail = [
    'Received: from mail.example by mx.example;',
    '\tMon, 3 Oct 2022 15:06:00 +0000',
    'From: "Somebody" <somebody@mail.example>',
    'Subject: OCSP responses',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed;',
    ' boundary="=_outer"',
    '',
    'This is a multi-part message.',
    '--=_outer',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    `See https://crt.sh/?sha256=3D${HASH.slice(0, 30)}=`,
    `${HASH.slice(30)}&opt=3Docsp.`,
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Nothing here</p>',
    '--inner--',
    '--=_outer',
    'Content-Type: application/zip; name="r.zip"',
    'Content-Disposition: attachment; filename="r.zip"',
    'Content-Transfer-Encoding: base64',
    '',
    mime(zipSync({ 'a.ors': response() })),
    '--=_outer',
    'Content-Type: application/x-x509-ca-cert',
    "Content-Disposition: attachment; filename*=utf-8''CA%20%C3%A9.crt",
    'Content-Transfer-Encoding: base64',
    '',
    mime(certificate()),
    '--=_outer',
    'Content-Type: message/rfc822',
    '',
    'From: other@mail.example',
    'MIME-Version: 1.0',
    'Content-Type: text/plain',
    '',
    pem(certificate(2)),
    '--=_outer',
    'Content-Type: application/pkcs7-signature; name=smime.p7s',
    'Content-Transfer-Encoding: base64',
    '',
    mime(certificate(3)),
    '--=_outer--',
    '',
  ];
  test('text, attachments, forwarded mails; not the signature of the mail', async () => {
    for (const end of ['\r\n', '\n']) {
      const taken = await files(['m.eml', mail.join(end)]);
      expect(summary(taken)).toEqual(
        expected(
          [
            ['ocsp-response', response(), 'm.eml/r.zip/a.ors'],
            ['certificate', certificate(), 'm.eml/CA é.crt'],
            ['certificate', certificate(2), 'm.eml/part 5'],
          ],
          { references: [HASH] },
        ),
      );
    }
  });
  test('with nothing in it', async () => {
    const bytes = utf8('From: a@mail.example\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHello.\n');
    expect(summary(await file('m', bytes))).toEqual(
      expected([['unrecognised', bytes, 'm']], { problems: ['m mail/nothing-found'] }),
    );
  });
  test('a damaged attachment', async () => {
    const bytes = utf8(
      'From: a@mail.example\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n!!!!\n',
    );
    expect(summary(await file('m', bytes)).problems).toEqual(['m/a.zip mail/bad-base64']);
  });
});

describe('a verdict JSON that was exported earlier', () => {
  const hashes = [make.sha256(certificate(1)), make.sha256(response(1))].sort();
  const document = (formatVersion: number) => ({
    format: 'presumed/verdict',
    formatVersion,
    references: [{ sha256: hashes[0], resolved: false, from: ['https://crt.sh/?id=1'] }],
    evidence: [{ sha256: hashes[1], kind: 'ocsp-response', size: 1, names: ['a.ors'] }],
  });
  test('is handed on, with its fingerprints as references', async () => {
    const bytes = json(document(1));
    const taken = await file('v.json', bytes);
    expect(summary(taken)).toEqual(expected([], { references: hashes }));
    expect(taken.earlierVerdicts).toEqual([{ name: 'v.json', text: new TextDecoder().decode(bytes) }]);
    expect(taken.references.map(({ from }) => from)).toEqual([['v.json'], ['v.json']]);
  });
  test('of a version that is not known yet', async () => {
    expect(summary(await file('v.json', json(document(2)))).problems).toEqual(['v.json verdict/unknown-version']);
  });
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
