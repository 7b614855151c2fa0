import { describe, expect, test } from 'vitest';
import { concatBytes, toHex } from '../../../src/core/model/bytes.ts';
import * as make from './make.ts';

const { certificate, precertificate, response, request, crl, unauthorized, paste, file, summary, expected } = make;

const KINDS = [
  ['certificate', certificate()],
  ['precertificate', precertificate()],
  ['ocsp-response', response()],
  ['ocsp-response', unauthorized],
  ['ocsp-request', request()],
  ['crl', crl()],
] as const;

describe('an object of every kind, in every spelling', () => {
  for (const [kind, bytes] of KINDS) {
    const base64 = make.base64(bytes);
    const hex = toHex(bytes);
    const texts: [string, string][] = [
      ['base64', base64],
      ['base64 without padding', base64.replace(/=+$/, '')],
      ['base64url', base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')],
      ['base64 in 64 columns', make.wrap(base64, 64)],
      ['base64 in 76 columns, CRLF', make.wrap(base64, 76).replaceAll('\n', '\r\n') + '\r\n'],
      ['base64, quoted', make.wrap(base64, 64).replace(/^/gm, '> > ')],
      ['base64 in JSON', `{"response":"${base64}"}`],
      ['base64 in a sentence', `The responder answered ${base64}.`],
      ['hex', hex],
      ['hex, upper case', hex.toUpperCase()],
      ['hex with 0x', `0x${hex}`],
      ['hex with colons', make.groups(bytes, ':')],
      ['hex with spaces', make.groups(bytes, ' ').toUpperCase()],
      ['hex, each octet 0x', `0x${make.groups(bytes, ', 0x')}`],
      ['hex as a string literal', `"\\x${make.groups(bytes, '\\x')}"`],
      ['hex in 64 columns', make.wrap(hex, 64)],
      ['hex in 60 columns, quoted', make.wrap(hex, 60).replace(/^/gm, '> ')],
      ['hex with spaces, 32 octets a line', make.wrap(make.groups(bytes, ' '), 96)],
      ['hex with colons, 15 octets a line, indented', make.wrap(make.groups(bytes, ':'), 45).replace(/^/gm, '    ')],
    ];
    const dump = (line: (offset: string, octets: Uint8Array, text: string) => string): string =>
      Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) => {
        const octets = bytes.subarray(row * 16, row * 16 + 16);
        const text = [...octets]
          .map((octet) => (octet > 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.'))
          .join('');
        return line((row * 16).toString(16).padStart(8, '0'), octets, text);
      }).join('\n');
    texts.push(
      [
        'xxd',
        dump(
          (at, octets, text) =>
            `${at}: ${toHex(octets)
              .replace(/(....)/g, '$1 ')
              .padEnd(40)} ${text}`,
        ),
      ],
      [
        'hexdump -C',
        `${dump((at, octets, text) => `${at}  ${make.groups(octets.subarray(0, 8), ' ').padEnd(23)}  ${make.groups(octets.subarray(8), ' ').padEnd(23)}  |${text}|`)}\n${bytes.length.toString(16).padStart(8, '0')}`,
      ],
      [
        'a dump of openssl',
        dump(
          (at, octets, text) =>
            `    ${at.slice(4)} - ${make
              .groups(octets, ' ')
              .replace(/^(.{23}) /, '$1-')
              .padEnd(47)}   ${text}`,
        ),
      ],
      [
        'a dump quoted in a mail',
        dump((at, octets, text) => `> ${at.slice(4)}   ${make.groups(octets, ' ')}   ${text}`),
      ],
    );
    for (const [spelling, text] of texts)
      test(`${kind} of ${bytes.length} octets: ${spelling}`, async () => {
        expect(summary(await paste(text))).toEqual(expected([[kind, bytes]]));
      });
    test(`${kind} of ${bytes.length} octets: DER`, async () => {
      const taken = await file('a.bin', bytes);
      expect(summary(taken)).toEqual(expected([[kind, bytes, 'a.bin']]));
      expect(taken.evidence[0]!.bytes).toEqual(bytes);
    });
  }
});

test('one base64 blob a line', async () => {
  const all = [certificate(1), response(2), unauthorized, precertificate(3)];
  expect(summary(await paste(all.map(make.base64).join('\n')))).toEqual(
    expected([
      ['certificate', all[0]!],
      ['ocsp-response', all[1]!],
      ['ocsp-response', all[2]!],
      ['precertificate', all[3]!],
    ]),
  );
});

test('wrapped base64 blobs follow each other without a blank line', async () => {
  const all = [certificate(1), certificate(2), certificate(3)];
  expect(summary(await paste(all.map((bytes) => make.wrap(make.base64(bytes), 64)).join('\n')))).toEqual(
    expected(all.map((bytes) => ['certificate', bytes] as const)),
  );
});

test('a hex dump in 64 columns above a list of fingerprints', async () => {
  const list = [make.sha256(certificate(8)), make.sha256(certificate(9))].sort();
  const text = `${make.wrap(toHex(certificate()), 64)}\n${list.join('\n')}\n`;
  expect(summary(await paste(text))).toEqual(expected([['certificate', certificate()]], { references: list }));
});

test('a fingerprint that begins like an object is a fingerprint', async () => {
  const list = [
    `30030a0106${'0'.repeat(54)}`,
    `300a0a0100a0${'1'.repeat(52)}`,
    `3045022100${'a'.repeat(54)}`,
    `3082010a30820106${'b'.repeat(48)}`,
  ].sort();
  expect(summary(await paste(list.join('\n')))).toEqual(expected([], { references: list }));
});

test('the same bytes under two names are one piece of evidence', async () => {
  const taken = await make.files(['b.der', certificate()], ['a.pem', make.pem(certificate())]);
  expect(summary(taken)).toEqual(expected([['certificate', certificate(), 'a.pem | b.der']]));
});

describe('objects that are not whole', () => {
  const bytes = certificate();
  test('trailing octets after a certificate', async () => {
    const longer = concatBytes([bytes, Uint8Array.of(0, 0, 0)]);
    const taken = await file('x.der', longer);
    expect(summary(taken)).toEqual(
      expected([['unrecognised', longer, 'x.der']], { problems: ['x.der der/trailing-bytes'] }),
    );
    expect(taken.problems[0]!.message).toBe(
      `This certificate ends at offset ${bytes.length}, but 3 more octets follow, so the fingerprint of the whole is not that of the certificate. Add the first ${bytes.length} octets alone, or get it again.`,
    );
  });
  test('a certificate cut off', async () => {
    const shorter = bytes.slice(0, 300);
    for (const taken of [
      await file('pasted text', shorter),
      await paste(make.base64(shorter)),
      await paste(toHex(shorter)),
    ])
      expect(summary(taken)).toEqual(
        expected([['unrecognised', shorter]], { problems: ['pasted text der/truncated'] }),
      );
  });
  test('an OCSP response stays one, cut off or with something behind it', async () => {
    const longer = concatBytes([response(), Uint8Array.of(1, 2, 3)]);
    const shorter = response().slice(0, 120);
    for (const broken of [longer, shorter]) {
      expect(summary(await file('pasted text', broken))).toEqual(expected([['ocsp-response', broken]]));
      expect(summary(await paste(make.base64(broken)))).toEqual(expected([['ocsp-response', broken]]));
      expect(summary(await paste(toHex(broken)))).toEqual(expected([['ocsp-response', broken]]));
    }
  });
  test('an OCSP response whose status is an INTEGER stays one', async () => {
    const wrong = response().slice();
    wrong[wrong.indexOf(0x0a)] = 0x02;
    expect(summary(await file('x', wrong))).toEqual(expected([['ocsp-response', wrong, 'x']]));
  });
  test('indefinite length', async () => {
    const inside = bytes.subarray(4);
    const indefinite = concatBytes([Uint8Array.of(0x30, 0x80), inside, Uint8Array.of(0, 0)]);
    expect(summary(await file('x', indefinite))).toEqual(
      expected([['unrecognised', indefinite, 'x']], { problems: ['x der/indefinite-length'] }),
    );
  });
  test('other ASN.1', async () => {
    const other = make.sequence(make.integer(5), make.sequence(make.integer(1)), make.tlv(4, make.noise(1, 300)));
    expect(summary(await file('x', other))).toEqual(
      expected([['unrecognised', other, 'x']], { problems: ['x der/unknown-type'] }),
    );
    expect(summary(await paste(make.base64(other)))).toEqual(
      expected([['unrecognised', other]], { problems: ['pasted text der/unknown-type'] }),
    );
  });
  test('other binary data, and nothing at all', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0, 2);
    const other = Uint8Array.of(0, 1, 2, 3);
    expect(summary(await make.files(['a.png', png], ['b', other], ['empty', '']))).toEqual(
      expected(
        [
          ['unrecognised', png, 'a.png'],
          ['unrecognised', other, 'b'],
          ['unrecognised', new Uint8Array(), 'empty'],
        ],
        { problems: ['a.png file/image', 'b file/unknown-format', 'empty text/empty'] },
      ),
    );
  });
});

test('evidence never pins the buffer it was cut from', async () => {
  const large = new Uint8Array(1_000_000);
  large.set(certificate(), 500);
  const taken = await file('x', large.subarray(500, 500 + certificate().length));
  expect(taken.evidence[0]!.bytes.buffer).not.toBe(large.buffer);
});
