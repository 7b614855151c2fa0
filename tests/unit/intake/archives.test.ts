import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { takeIn } from '../../../src/core/intake/index.ts';
import { concatBytes } from '../../../src/core/model/bytes.ts';
import { find, patched, tarArchive, tarMember } from './archive-make.ts';
import * as make from './make.ts';

const { certificate, precertificate, response, file, summary, expected } = make;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const members = { 'a.der': certificate(), 'dir/b': response(), 'dir/c.txt': utf8(make.pem(precertificate())) };
const archive = zipSync(members);
const all = (name: string) =>
  [
    ['certificate', certificate(), `${name}/a.der`],
    ['ocsp-response', response(), `${name}/dir/b`],
    ['precertificate', precertificate(), `${name}/dir/c.txt`],
  ] as const;

describe('archives of every kind, told by content', () => {
  const tar = tarArchive(
    tarMember('dir/', new Uint8Array(), { type: '5' }),
    ...Object.entries(members).map(([path, content]) => tarMember(path, content)),
  );
  const files: [string, Uint8Array][] = [
    ['deflated ZIP', archive],
    ['stored ZIP', zipSync(members, { level: 0 })],
    ['ZIP with directories', zipSync({ dir: {}, ...members })],
    ['ZIP behind something else', concatBytes([make.noise(1, 100), archive])],
    ['tar', tar],
    ['tar.gz', gzipSync(tar)],
    [
      'old tar without a magic',
      tarArchive(...Object.entries(members).map(([path, content]) => tarMember(path, content, { magic: '' }))),
    ],
    ['tar without an end', tar.slice(0, -1024)],
  ];
  for (const [how, bytes] of files.filter(([how]) => how !== 'ZIP behind something else'))
    test(how, async () => expect(summary(await file('x', bytes))).toEqual(expected(all('x'))));

  test('gzip of one file keeps its name', async () => {
    expect(summary(await file('a.der.gz', gzipSync(certificate())))).toEqual(
      expected([['certificate', certificate(), 'a.der.gz']]),
    );
  });
  test('several gzip members in one file', async () => {
    const half = certificate().length >> 1;
    const parts = concatBytes([gzipSync(certificate().slice(0, half)), gzipSync(certificate().slice(half))]);
    expect(summary(await file('x', parts))).toEqual(expected([['certificate', certificate(), 'x']]));
  });
  test('archives inside archives', async () => {
    const inner = gzipSync(tarArchive(tarMember('in.zip', zipSync({ 'a.der': certificate() }))));
    expect(summary(await file('x.zip', zipSync({ 'in.tgz': inner })))).toEqual(
      expected([['certificate', certificate(), 'x.zip/in.tgz/in.zip/a.der']]),
    );
  });
  test('long names in tar: prefix, GNU, pax', async () => {
    const long = 'd/'.repeat(80);
    const path = `${long}pax \u00e9`;
    const record = ` path=${path}\n`;
    const length = utf8(record).length + 3;
    const bytes = tarArchive(
      tarMember('own.der', certificate(1), { prefix: 'p'.repeat(150) }),
      tarMember('././@LongLink', utf8(`${long}gnu\0`), { type: 'L', magic: 'ustar  ' }),
      tarMember('cut', certificate(2), { magic: 'ustar  ' }),
      tarMember('pax', utf8(`20 mtime=1234567890\n${length}${record}`), { type: 'x' }),
      tarMember('cut', certificate(3)),
      tarMember('plain', certificate(4)),
    );
    expect(summary(await file('x', bytes))).toEqual(
      expected([
        ['certificate', certificate(1), `x/${'p'.repeat(150)}/own.der`],
        ['certificate', certificate(2), `x/${long}gnu`],
        ['certificate', certificate(3), `x/${path}`],
        ['certificate', certificate(4), 'x/plain'],
      ]),
    );
  });
  test('a spreadsheet is one file, and what its cells name is found', async () => {
    const hash = make.sha256(certificate(2));
    const sheet = zipSync({
      '[Content_Types].xml': utf8('<Types/>'),
      'xl/styles.xml': utf8('<styleSheet/>'),
      'xl/sharedStrings.xml': utf8(`<sst><si><t>https://crt.sh/?sha256=${hash}&amp;opt=ocsp</t></si></sst>`),
      'xl/media/logo.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0),
    });
    expect(summary(await file('list.xlsx', sheet))).toEqual(expected([], { references: [hash] }));
    const empty = zipSync({ '[Content_Types].xml': utf8('<Types/>') });
    expect(summary(await file('list.xlsx', empty))).toEqual(
      expected([['unrecognised', empty, 'list.xlsx']], { problems: ['list.xlsx file/nothing-found'] }),
    );
  });
  test('archives of other kinds say what to do', async () => {
    const bytes = Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4);
    expect(summary(await file('x', bytes)).problems).toEqual(['x file/unsupported-archive']);
  });
  test('an archive of nothing', async () => {
    const empty = zipSync({ 'dir/': new Uint8Array() });
    expect(summary(await file('x', empty))).toEqual(
      expected([['unrecognised', empty, 'x']], { problems: ['x file/nothing-found'] }),
    );
  });
  test("macOS's resource forks were not handed in by anybody", async () => {
    const fork = concatBytes([Uint8Array.of(0, 5, 0x16, 7, 0, 2, 0, 0), make.noise(1, 50)]);
    expect(summary(await file('x', zipSync({ 'a.der': certificate(), '__MACOSX/._a.der': fork })))).toEqual(
      expected([['certificate', certificate(), 'x/a.der']]),
    );
  });
  test('names that lead out of the archive are only names', async () => {
    const taken = await file('x', zipSync({ '../../etc/a.der': certificate(), '/abs.der': response() }));
    expect(summary(taken)).toEqual(
      expected([
        ['certificate', certificate(), 'x/../../etc/a.der'],
        ['ocsp-response', response(), 'x//abs.der'],
      ]),
    );
  });
  test('small members do not pin the archive', async () => {
    const taken = await file(
      'x',
      zipSync({ 'a.der': certificate(), 'pad.txt': utf8('id 1 '.repeat(1e5)) }, { level: 0 }),
    );
    const kept = taken.evidence.find(({ kind }) => kind === 'certificate')!;
    expect(kept.bytes.buffer.byteLength).toBeLessThan(100_000);
  });
});

describe('ZIP files that are not what they should be', () => {
  test('an encrypted member', async () => {
    const at = find(archive, CENTRAL, 1);
    const taken = await file('x', patched(archive, at + 8, archive[at + 8]! | 1));
    expect(summary(taken).problems).toEqual(['x/dir/b zip/encrypted']);
    expect(summary(taken).evidence).toEqual(
      expected([all('x')[0], all('x')[2], ['unrecognised', patched(archive, at + 8, archive[at + 8]! | 1), 'x']])
        .evidence,
    );
  });
  test('an archive with a password is one problem and one piece of evidence, however many members it has', async () => {
    const many = zipSync(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}.der`, certificate(at)])));
    const locked = many.slice();
    for (let nth = 0; nth < 40; nth++) locked[find(many, CENTRAL, nth) + 8]! |= 1;
    const taken = await file('x', locked);
    expect(summary(taken)).toEqual(expected([['unrecognised', locked, 'x']], { problems: ['x zip/encrypted'] }));
    expect(taken.problems[0]!.message).toBe(
      '40 members, the first of them "0.der", are encrypted. The archive was kept as it is. Unpack the archive with its password and add the files.',
    );
  });
  test('cut off: the whole members are read', async () => {
    const cut = archive.slice(0, find(archive, LOCAL, 2) + 60);
    const taken = await file('x', cut);
    expect(summary(taken).problems).toEqual(['x zip/truncated', 'x/dir/c.txt zip/truncated']);
    expect(taken.evidence.map(({ names, kind }) => `${kind} ${names}`).sort()).toEqual([
      'certificate x/a.der',
      'ocsp-response x/dir/b',
      'unrecognised x',
    ]);
  });
  test('cut off inside the directory', async () => {
    const taken = await file('x', archive.slice(0, find(archive, CENTRAL, 1) + 10));
    expect(summary(taken)).toEqual(expected(all('x'), { problems: ['x zip/truncated'] }));
  });
  test('cut off: the end of an archive in it is not taken for its own', async () => {
    const whole = zipSync({ 'in.zip': archive, 'b.der': certificate(7) }, { level: 0 });
    for (const length of [find(whole, LOCAL, 4) + 60, find(whole, CENTRAL, 4) - 1]) {
      const taken = await file('x', whole.slice(0, length));
      expect(taken.problems.map(({ code }) => code)).toContain('zip/truncated');
      expect(taken.problems.map(({ code }) => code)).not.toContain('zip/lying-directory');
      expect(taken.evidence.flatMap(({ names }) => names).sort()).toEqual(
        expect.arrayContaining(['x/in.zip/a.der', 'x/in.zip/dir/b', 'x/in.zip/dir/c.txt']),
      );
    }
  });
  test('a directory that conceals a member', async () => {
    // The middle entry is taken out and the end adjusted: two entries, smaller directory.
    const [from, to] = [find(archive, CENTRAL, 1), find(archive, CENTRAL, 2)];
    const shorter = concatBytes([archive.slice(0, from), archive.slice(to)]);
    const end = find(shorter, END);
    const size = shorter[end + 12]! + shorter[end + 13]! * 256 - (to - from);
    const taken = await file('x', patched(patched(shorter, end + 8, 2, 0, 2, 0), end + 12, size & 0xff, size >> 8));
    expect(summary(taken)).toEqual(expected(all('x'), { problems: ['x zip/lying-directory'] }));
  });
  test('a directory that counts members that are not there', async () => {
    const end = find(archive, END);
    expect(summary(await file('x', patched(archive, end + 10, 9)))).toEqual(
      expected(all('x'), { problems: ['x zip/lying-directory'] }),
    );
  });
  test('a directory that points to nowhere', async () => {
    const at = find(archive, CENTRAL, 1);
    const taken = await file('x', patched(archive, at + 42, 3, 0));
    expect(summary(taken)).toEqual(
      expected(all('x'), { problems: ['x zip/lying-directory', 'x zip/lying-directory'] }),
    );
  });
  test('a directory that names a member otherwise', async () => {
    const at = find(archive, CENTRAL) + 46;
    const taken = await file('x', patched(archive, at, 0x7a));
    expect(summary(taken).problems).toEqual(['x zip/lying-directory']);
    expect(summary(taken).evidence).toHaveLength(3);
  });
  test('the headers of 130,000 made-up members before it cost no genuine member', async () => {
    const headers = new Uint8Array(130_000 * 30);
    for (let at = 0; at < headers.length; at += 30) headers.set([0x50, 0x4b, 3, 4], at);
    const { evidence, problems } = await file('x', concatBytes([headers, archive]));
    const genuine = all('x').map(([kind, , name]) => ({ kind, name }));
    expect(evidence.map(({ kind, names }) => ({ kind, name: names[0] }))).toEqual(expect.arrayContaining(genuine));
    expect(problems.map(({ code }) => code)).toContain('zip/lying-directory');
  });
  test('a directory that lies about a size, in either direction', async () => {
    for (const change of [-5, 5]) {
      const at = find(archive, CENTRAL) + 24;
      const size = certificate().length + change;
      const taken = await file('x', patched(archive, at, size & 0xff, size >> 8));
      expect(summary(taken)).toEqual(expected(all('x'), { problems: ['x/a.der zip/lying-directory'] }));
    }
  });
  test('a damaged member is read and said', async () => {
    const stored = zipSync(members, { level: 0 });
    const at = find(stored, LOCAL, 1) + 30 + 'dir/b'.length + 60;
    const taken = await file('x', patched(stored, at, stored[at]! ^ 1));
    expect(summary(taken).problems).toEqual(['x/dir/b zip/checksum']);
    expect(taken.evidence.map(({ kind }) => kind).sort()).toEqual(['certificate', 'ocsp-response', 'precertificate']);
  });
  test('an unknown compression method', async () => {
    const at = find(archive, CENTRAL, 1) + 10;
    const bytes = patched(archive, at, 14);
    expect(summary(await file('x', bytes))).toEqual(
      expected([all('x')[0], all('x')[2], ['unrecognised', bytes, 'x']], { problems: ['x/dir/b zip/method'] }),
    );
  });
  test('a file of the first two letters alone', async () => {
    const bytes = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0);
    expect(summary(await file('x', bytes)).problems).toEqual(['x zip/truncated']);
  });
});

describe('tar and gzip files that are not what they should be', () => {
  test('tar cut off inside a member', async () => {
    const bytes = concatBytes([tarMember('a', certificate()), tarMember('b', response())]).slice(0, -400);
    const taken = await file('x', bytes);
    expect(summary(taken).problems).toEqual(['x/b tar/truncated']);
    expect(taken.evidence.map(({ kind }) => kind).sort()).toEqual(['certificate', 'unrecognised']);
  });
  test('tar with something else in the middle', async () => {
    const bytes = concatBytes([tarMember('a', certificate()), make.noise(1, 1024)]);
    const taken = await file('x', bytes);
    expect(summary(taken)).toEqual(
      expected(
        [
          ['certificate', certificate(), 'x/a'],
          ['unrecognised', make.noise(1, 1024), 'x'],
        ],
        { problems: ['x tar/damaged'] },
      ),
    );
  });
  test('tar with a size that is no number', async () => {
    const bytes = tarMember('a', certificate());
    bytes.fill(0x20, 124, 136);
    bytes.set(utf8('        '), 148);
    const sum = bytes.subarray(0, 512).reduce((total, octet) => total + octet, 0);
    bytes.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect(summary(await file('x', bytes))).toEqual(
      expected([['unrecognised', bytes, 'x']], { problems: ['x tar/damaged'] }),
    );
  });
  test('gzip cut off: what came before is read', async () => {
    const text = Array.from({ length: 200 }, (_, index) => make.pem(certificate(index))).join('');
    const packed = gzipSync(utf8(text));
    const taken = await file('x', packed.slice(0, packed.length >> 1));
    expect(summary(taken).problems).toContain('x gzip/damaged');
    expect(taken.evidence.filter(({ kind }) => kind === 'certificate').length).toBeGreaterThan(50);
    expect(taken.evidence.map(({ sha256 }) => sha256)).toContain(make.sha256(packed.slice(0, packed.length >> 1)));
  });
  test('gzip with a wrong checksum', async () => {
    const packed = gzipSync(certificate());
    expect(summary(await file('x', patched(packed, packed.length - 8, packed[packed.length - 8]! ^ 1)))).toEqual(
      expected([['certificate', certificate(), 'x']], { problems: ['x gzip/checksum'] }),
    );
  });
  test('gzip of nothing but its header', async () => {
    const header = gzipSync(certificate()).slice(0, 10);
    expect(summary(await file('x', header))).toEqual(
      expected([['unrecognised', header, 'x']], { problems: ['x gzip/damaged'] }),
    );
  });
});

describe('budgets', () => {
  const within = (budget: object, ...handed: (readonly [string, Uint8Array])[]) =>
    takeIn(
      handed.map(([name, bytes]) => ({ name, bytes })),
      { budget },
    ).then(summary);

  test('members: the rest of the archive is not read, everything else and the archive itself is kept', async () => {
    const found = await within({ members: 2 }, ['x', archive], ['y.der', certificate(7)]);
    expect(found).toEqual(
      expected([...all('x').slice(0, 2), ['unrecognised', archive, 'x'], ['certificate', certificate(7), 'y.der']], {
        problems: ['x budget/members'],
      }),
    );
  });
  test('total size', async () => {
    const size = certificate().length + response().length;
    for (const bytes of [archive, zipSync(members, { level: 0 })])
      expect(await within({ expandedBytes: size }, ['x', bytes])).toEqual(
        expected([...all('x').slice(0, 2), ['unrecognised', bytes, 'x']], { problems: ['x budget/total-bytes'] }),
      );
  });
  test('depth', async () => {
    let bytes = zipSync({ 'a.der': certificate() });
    const deepest = bytes;
    for (let level = 0; level < 3; level++) bytes = zipSync({ 'in.zip': bytes, [`${level}.der`]: certificate(level) });
    expect(await within({ depth: 3 }, ['x', bytes])).toEqual(
      expected(
        [
          ['certificate', certificate(2), 'x/2.der'],
          ['certificate', certificate(1), 'x/in.zip/1.der'],
          ['certificate', certificate(0), 'x/in.zip/in.zip/0.der'],
          ['unrecognised', deepest, 'x/in.zip/in.zip/in.zip'],
        ],
        { problems: ['x/in.zip/in.zip/in.zip budget/depth'] },
      ),
    );
    const tgz = gzipSync(tarArchive(tarMember('a', certificate())));
    const tar = tarArchive(tarMember('a', certificate()));
    expect(await within({ depth: 1 }, ['x', tgz])).toEqual(
      expected([['unrecognised', tar, 'x']], { problems: ['x budget/depth'] }),
    );
    expect(await within({ depth: 0 }, ['x', tgz])).toEqual(
      expected([['unrecognised', tgz, 'x']], { problems: ['x budget/depth'] }),
    );
    const mail = utf8(`From: a@mail.example\n${'Content-Type: message/rfc822\n\n'.repeat(6)}`);
    const deepMail = await within({}, ['x.eml', mail]);
    expect(deepMail.problems).toEqual(['x.eml/part 1/part 2/part 3/part 4/part 5/part 6 budget/depth']);
  });
  test('expansion ratio', async () => {
    const zeros = new Uint8Array(20 * 1024 * 1024);
    for (const bytes of [zipSync({ 'a.der': certificate(), zeros }), gzipSync(zeros)]) {
      const found = await within({ expansionRatio: 200, ratioFreeBytes: 10_000 }, ['x', bytes]);
      expect(found.problems).toContain('x budget/expansion-ratio');
      expect(found.evidence).toContain(`unrecognised ${make.sha256(bytes)} x`);
    }
    // Repetitive but small is not a bomb.
    expect((await within({}, ['x', zipSync({ a: utf8(make.pem(certificate()).repeat(500)) })])).problems).toEqual([]);
  });
  test('a bomb whose directory understates its sizes', async () => {
    const bomb = zipSync({ zeros: new Uint8Array(20 * 1024 * 1024) });
    const lying = patched(bomb, find(bomb, CENTRAL) + 24, 100, 0, 0, 0);
    expect((await within({}, ['x', lying])).problems).toEqual(['x budget/expansion-ratio']);
  });
  test('members that share their octets', async () => {
    const central = archive.slice(find(archive, CENTRAL), find(archive, CENTRAL, 1));
    const end = archive.slice(find(archive, END));
    const count = 50;
    const directory = concatBytes(Array.from({ length: count }, () => central));
    const view = new DataView(end.buffer);
    view.setUint16(8, count, true);
    view.setUint16(10, count, true);
    view.setUint32(12, directory.length, true);
    const bytes = concatBytes([archive.slice(0, find(archive, CENTRAL)), directory, end]);
    const found = await within({}, ['x', bytes]);
    expect(found.problems).toContain('x zip/lying-directory');
    expect(found.evidence).toContainEqual(expect.stringContaining('x/a.der'));
  });
  test('one text', async () => {
    const text = utf8(make.pem(certificate()));
    expect(await within({ textBytes: 100 }, ['x', text], ['y.der', certificate(2)])).toEqual(
      expected(
        [
          ['unrecognised', text, 'x'],
          ['certificate', certificate(2), 'y.der'],
        ],
        { problems: ['x budget/text'] },
      ),
    );
  });
  test('what cannot be read and is too large to be kept says so', async () => {
    const found = await within({ keptBytes: 99 }, ['x', make.noise(1, 100)], ['y', make.noise(2, 99)]);
    expect(found).toEqual(
      expected([['unrecognised', make.noise(2, 99), 'y']], {
        problems: ['x budget/kept', 'x file/unknown-format', 'y file/unknown-format'],
      }),
    );
  });
});
