import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/core/evaluate.ts';
import { mergeTaken, takeIn, type Handed } from '../../../src/core/intake/index.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import type { Taken } from '../../../src/core/model/evidence.ts';
import { fetchScript, survey } from '../../../src/core/todo/index.ts';
import * as pki from '../../pki/index.ts';
import { inTemporaryFolder } from '../../pki/openssl.ts';
import { play, type Play } from './play-web.ts';
import { surveyed } from './surveyed.ts';

const TOOLS = ['curl', 'openssl'];
const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error && spawnSync(tool, ['version']).error);
const hasShellcheck = !spawnSync('shellcheck', ['--version']).error;

const NOT_AFTER = '2049-01-10T00:00:00Z';
const EVALUATED_AT = parseInstant('2049-01-01T00:00:00Z')!;
const sha256Of = (bytes: Uint8Array): string => Buffer.from(pki.hash('sha256', bytes)).toString('hex');

/** A leaf whose OCSP and caIssuers URLs are these. */
const leaf = (host: string, urls: { ocsp?: string; caIssuers?: string }, options: pki.LeafOptions = {}): Uint8Array =>
  pki.precertificate({
    host,
    notBefore: '2023-01-10T00:00:00Z',
    notAfter: NOT_AFTER,
    ...options,
    extensions: { authorityInfoAccess: pki.authorityInfoAccess(urls), ...options.extensions },
  });

const judge = async (taken: Taken) =>
  surveyed(await evaluate({ title: '', evaluatedAt: EVALUATED_AT, reading: 'ruling', ...taken }));

async function scriptFor(taken: Taken, title = 'Bug 1'): Promise<string> {
  const document = await judge(taken);
  const found = await survey({ document, evidence: taken.evidence, lookups: taken.lookups });
  return (await fetchScript(found, { title, version: '0.1.0' }))!;
}

interface Ran {
  readonly status: number;
  readonly said: string;
}

const run = (script: string, folder: string, playing: Play, more: Record<string, string> = {}): Promise<Ran> => {
  writeFileSync(join(folder, 'fetch.sh'), script);
  const env = { PATH: process.env.PATH, CRT_SH: playing.base, PAUSE: '0', ALLOW_LOCAL: '1', ...more };
  return new Promise((resolve) =>
    execFile('/bin/sh', ['fetch.sh'], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code) : 0, said: stdout + stderr }),
    ),
  );
};

const handedFrom = (file: string): Handed => ({
  name: file.replace(/.*\//, ''),
  bytes: new Uint8Array(readFileSync(file)),
});

if (missing.length > 0)
  test(`skipped: ${missing.join(' and ')} not installed`, () => {
    expect(missing).not.toEqual([]);
  });

describe.runIf(missing.length === 0)('the script', () => {
  let web: Play;
  beforeEach(async () => {
    web = await play();
    const signer = pki.responder({ notAfter: '2049-01-01T00:00:00Z' });
    web.responders.set('ocsp-a', { issuer: pki.issuingA(), signer, known: [] });
    web.files.set('/a.crt', pki.issuingA().certificate);
  });
  afterEach(() => web.close());

  const urls = (ocsp = 'ocsp-a', caIssuers = 'a.crt') => ({
    ocsp: `${web.base}/${ocsp}`,
    caIssuers: `${web.base}/${caIssuers}`,
  });
  const onCrtSh = (certificate: Uint8Array, key = sha256Of(certificate)): string => {
    web.crtSh.set(key, pki.certificatePem(certificate));
    return key;
  };
  const known = (path: string, ...certificates: Uint8Array[]) =>
    web.responders.get(path)!.known.push(...certificates.map((certificate) => ({ certificate })));
  const asText = (text: string): Handed => ({ name: 'pasted text', bytes: new TextEncoder().encode(text) });

  test('brings back, as one drop, everything that a case lacks', () =>
    inTemporaryFolder(async (folder) => {
      const signerB = pki.responder({ issuer: pki.issuingB(), key: pki.key('responderB'), notAfter: NOT_AFTER });
      web.responders.set('ocsp-b', { issuer: pki.issuingB(), signer: signerB, known: [] });
      web.files.set('/b.crt', pki.textBytes(pki.certificatePem(pki.issuingB().certificate)));
      const signing = pki.issuingAuthority(pki.issuingA(), {
        subject: pki.name({ CN: 'Example Trust Precertificate Signing 02' }),
        key: pki.key('precertificateSigningA'),
        serialNumber: pki.serial('precertificate signing 02'),
        extensions: {
          extKeyUsage: pki.extendedKeyUsage('1.3.6.1.4.1.11129.2.4.4'),
          authorityInfoAccess: pki.authorityInfoAccess(urls()),
        },
      });
      web.files.set('/signing.crt', signing.certificate);
      const inHand = leaf('in-hand.example.test', urls());
      const orphan = leaf('orphan.example.test', urls('ocsp-b', 'b.crt'), { issuer: pki.issuingB() });
      const named = leaf('named.example.test', urls());
      const numbered = leaf('numbered.example.test', urls());
      const special = pki.precertificateBySigningCertificate(signing, {
        host: 'special.example.test',
        notBefore: '2023-01-10T00:00:00Z',
        notAfter: NOT_AFTER,
        extensions: { authorityInfoAccess: pki.authorityInfoAccess(urls('ocsp-a', 'signing.crt')) },
      });
      known('ocsp-a', inHand, named, special);
      known('ocsp-b', orphan);
      onCrtSh(numbered, '7712');
      const taken = await takeIn([
        { name: 'issuer.crt', bytes: pki.issuingA().certificate },
        { name: 'in-hand.crt', bytes: inHand },
        { name: 'orphan.crt', bytes: orphan },
        asText(`https://crt.sh/?sha256=${onCrtSh(named)}\n${onCrtSh(special)}\nhttps://crt.sh/?id=7712`),
      ]);
      const script = await scriptFor(taken);

      const first = await run(script, folder, web);
      expect(first.said).toContain('Done. Drop this file on Presumed: ');
      expect(first.status).toBe(0);
      const archive = join(folder, 'presumed-evidence.zip');
      const fetched = await takeIn([handedFrom(archive)]);
      expect(fetched.problems).toEqual([]);
      const document = await judge(mergeTaken([taken, fetched]));
      expect(
        document.certificates.map(({ dnsNames, signature, statuses }) => [
          dnsNames[0],
          signature,
          [...new Set(statuses.map(({ certStatus, responder }) => `${certStatus} ${responder}`))].join(),
        ]),
      ).toEqual(
        expect.arrayContaining([
          ['in-hand.example.test', 'valid', 'good delegated'],
          ['orphan.example.test', 'valid', 'good delegated'],
          ['named.example.test', 'valid', 'good delegated'],
          ['numbered.example.test', 'valid', 'unknown delegated'],
          ['special.example.test', 'valid', 'good delegated'],
        ]),
      );
      expect(document.certificates).toHaveLength(5);
      expect(document.references.map(({ resolved }) => resolved)).toEqual([true, true]);

      for (const certificate of [inHand, orphan, named, numbered, special])
        for (const method of ['post', 'get'] as const) {
          const stem = `presumed-evidence.zip/ocsp/${sha256Of(certificate)}.${method}`;
          const about = fetched.evidence.find(({ names }) => names.includes(`${stem}.ocsp`))!;
          expect(about.kind).toBe('ocsp-response');
          const claims = fetched.claims.filter(({ from }) => from.startsWith(`${stem}.`));
          expect(claims.map(({ sha256 }) => sha256)).toEqual([about.sha256, about.sha256]);
          const [headers, note] = claims;
          expect(headers).toMatchObject({ status: 200, contentType: 'application/ocsp-response' });
          expect(headers!.capturedAt).toBeGreaterThan(Date.now() - 600_000);
          expect(note).toMatchObject({ from: `${stem}.time`, method: method.toUpperCase() });
          expect(note!.capturedAt).toBeGreaterThan(Date.now() - 600_000);
        }

      const asked = web.asked.length;
      const again = await run(script, folder, web);
      expect(again.status).toBe(0);
      expect(web.asked).toHaveLength(asked);
      const gets = web.asked.map(({ what }) => what).filter((what) => what.startsWith('GET'));
      expect(new Set(gets).size).toBe(gets.length);
    }));

  test('without zip it packs a tar.gz', () =>
    inTemporaryFolder(async (folder) => {
      const certificate = leaf('a.example.test', urls());
      known('ocsp-a', certificate);
      const tools = 'curl openssl sed date dd mkdir rm mv grep sleep cat tar gzip'.split(' ');
      mkdirSync(join(folder, 'bin'));
      for (const tool of tools)
        symlinkSync(
          spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim(),
          join(folder, 'bin', tool),
        );
      const script = await scriptFor(await takeIn([asText(onCrtSh(certificate))]));
      const { said } = await run(script, folder, web, { PATH: join(folder, 'bin') });
      expect(said).toContain('presumed-evidence.tar.gz');
      const fetched = await takeIn([handedFrom(join(folder, 'presumed-evidence.tar.gz'))]);
      expect(fetched.problems).toEqual([]);
      const document = await judge(fetched);
      // Made in the same second, the two answers are the same octets.
      const answers = document.evidence.filter(({ kind }) => kind === 'ocsp-response').flatMap(({ names }) => names);
      expect(answers).toHaveLength(2);
      expect(document.certificates[0]!.statuses.map(({ certStatus }) => certStatus)).toContain('good');
    }));

  test('stops at the first error, keeps what it has, and goes on from there', () =>
    inTemporaryFolder(async (folder) => {
      const certificates = ['a.example.test', 'b.example.test', 'c.example.test'].map((host) => leaf(host, urls()));
      known('ocsp-a', ...certificates);
      const [, second] = certificates.map((certificate) => onCrtSh(certificate)).sort();
      const script = await scriptFor(await takeIn([asText([...web.crtSh.keys()].join('\n'))]));
      web.failing = { text: second!, status: 503 };
      const stopped = await run(script, folder, web);
      expect(stopped.status).toBe(1);
      expect(stopped.said).toContain('503');
      expect(stopped.said).toContain(`Stopped: crt.sh did not hand out the certificate ${second}`);
      expect(stopped.said).toContain('Run this script again to go on from here.');
      expect(web.asked).toHaveLength(2);

      web.failing = { text: 'ocsp-a', status: 500 };
      const later = await run(script, folder, web);
      expect(later.status).toBe(1);
      expect(later.said).toContain('Stopped: the responder did not answer POST');
      // The first certificate was there; two certificates, the issuer and one try at the responder came after.
      expect(web.asked).toHaveLength(2 + 4);
      expect(readdirSync(join(folder, 'presumed-evidence/ocsp')).filter((name) => !name.endsWith('.orq'))).toEqual([]);

      web.failing = { text: second!, status: 404 };
      const done = await run(script, folder, web);
      expect(done.status).toBe(0);
      expect(web.asked).toHaveLength(6 + 6);
    }));

  test('KEEP_GOING=1 leaves out what fails, and says so at the end', () =>
    inTemporaryFolder(async (folder) => {
      const [there, gone] = ['a.example.test', 'b.example.test'].map((host) => leaf(host, urls()));
      known('ocsp-a', there!);
      const script = await scriptFor(await takeIn([asText(`${onCrtSh(there!)}\n${sha256Of(gone!)}`)]));
      const { status, said } = await run(script, folder, web, { KEEP_GOING: '1' });
      expect(said).toContain(`Left out: crt.sh did not hand out the certificate ${sha256Of(gone!)}`);
      expect(said).toContain('1 could not be had; run this script again to try once more.');
      expect(status).toBe(1);
      expect(
        (await judge(await takeIn([handedFrom(join(folder, 'presumed-evidence.zip'))]))).certificates,
      ).toHaveLength(1);
    }));

  test('does not believe crt.sh, nor a network that answers with its login page', () =>
    inTemporaryFolder(async (folder) => {
      const [asked, other, portal] = ['a.example.test', 'b.example.test', 'c.example.test'].map((host) =>
        leaf(host, urls('portal')),
      );
      onCrtSh(other!, sha256Of(asked!));
      web.crtSh.set(sha256Of(portal!), '<html>Please log in</html>');
      web.files.set('/portal', pki.textBytes('<html>Please log in</html>'));
      const issuer = { name: 'issuer.crt', bytes: pki.issuingA().certificate };
      const taken = await takeIn([
        asText(`${sha256Of(asked!)}\n${sha256Of(portal!)}`),
        issuer,
        { name: 'o', bytes: other! },
      ]);
      const { said } = await run(await scriptFor(taken), folder, web, { KEEP_GOING: '1' });
      expect(said).toContain(`crt.sh handed out another certificate than ${sha256Of(asked!)}`);
      expect(said).toContain(`something that is no certificate when asked for ${sha256Of(portal!)}`);
      expect(said).toContain('is no OCSP response');
      expect(readdirSync(join(folder, 'presumed-evidence/certificates'))).toEqual([]);
      expect(readdirSync(join(folder, 'presumed-evidence/ocsp'))).toEqual([`${sha256Of(other!)}.orq`]);
    }));

  test('nothing in a certificate or a title reaches the shell', () =>
    inTemporaryFolder(async (folder) => {
      const hostile = [
        "'; touch pwned; '",
        '$(touch pwned)',
        '`touch pwned`',
        '\n touch pwned\n',
        '" -o pwned "',
        '{a,b}',
      ];
      const inHand = hostile.map((text, at) =>
        leaf(`in-hand-${at}.example.test`, { ocsp: `${web.base}/${text}`, caIssuers: `${web.base}/${text}` }),
      );
      const fetched = hostile.map((text, at) =>
        leaf(`fetched-${at}.example.test`, { ocsp: `${web.base}/${text}`, caIssuers: `${web.base}/${text}` }),
      );
      const issuer = { name: 'issuer.crt', bytes: pki.issuingA().certificate };
      const lonely = { name: 'lonely.crt', bytes: leaf('lonely.example.test', urls(), { issuer: pki.issuingB() }) };
      const taken = await takeIn([
        ...inHand.map((bytes, at) => ({ name: `${at}.crt`, bytes })),
        asText(fetched.map((certificate) => onCrtSh(certificate)).join('\n')),
        issuer,
        lonely,
      ]);
      const script = await scriptFor(taken, `x\ntouch pwned\r"'$(touch pwned)\u202e`);
      expect(script).toContain('# Left out, since it is no plain OCSP URL: ');
      expect(script.match(/[^\n\x20-\x7e]/)).toBeNull();
      const { said } = await run(script, folder, web, { KEEP_GOING: '1' });
      expect(said).toContain('not one that this script may ask');
      const everywhere = [...readdirSync(folder), ...readdirSync(join(folder, 'presumed-evidence'))];
      expect(everywhere).not.toContain('pwned');
      // Only crt.sh, what the one plain certificate says, and the first line of the URL that has several.
      expect(web.asked.filter(({ what }) => !what.startsWith('GET /?d=')).map(({ what }) => what.slice(0, 11))).toEqual(
        ['GET /a.crt', 'POST /ocsp-', 'GET /ocsp-a', 'GET /'],
      );
    }));

  test('a fetched certificate that does not say where its issuer is', () =>
    inTemporaryFolder(async (folder) => {
      const certificate = leaf('a.example.test', { ocsp: `${web.base}/ocsp-a` });
      const { status, said } = await run(await scriptFor(await takeIn([asText(onCrtSh(certificate))])), folder, web);
      expect(said).toContain("Stopped: a certificate does not say where its issuer's certificate is");
      expect(status).toBe(1);
    }));

  test('asks no host of the local network unless it is told to', () =>
    inTemporaryFolder(async (folder) => {
      const hosts = [
        '127.0.0.1',
        'localhost',
        'router',
        'printer.local',
        '10.0.0.1:80',
        'a.localhost',
        '0x7f.1',
        'a.b.0x7f',
      ];
      const taken = await takeIn([
        { name: 'issuer.crt', bytes: pki.issuingA().certificate },
        ...hosts.map((host, at) => ({
          name: `${at}.crt`,
          bytes: leaf(`${at}.example.test`, { ocsp: `http://${host}/` }),
        })),
      ]);
      const { said } = await run(await scriptFor(taken), folder, web, { ALLOW_LOCAL: '0', KEEP_GOING: '1' });
      expect(said).toContain(`${hosts.length} could not be had`);
      expect(web.asked).toEqual([]);
    }));

  test('lets a second pass between two requests', () =>
    inTemporaryFolder(async (folder) => {
      const certificate = leaf('a.example.test', {});
      const other = leaf('b.example.test', {});
      const script = await scriptFor(await takeIn([asText(`${onCrtSh(certificate)}\n${onCrtSh(other)}`)]));
      const { status, said } = await run(script, folder, web, { PAUSE: '' });
      expect(said).toContain('names no OCSP responder');
      expect(status).toBe(0);
      const [first, second] = web.asked;
      expect(second!.at - first!.at).toBeGreaterThan(990);
    }));

  test('there is none when nothing can be fetched', async () => {
    const taken = await takeIn([asText('https://crt.sh/?serial=0a0b')]);
    const document = await judge(taken);
    const found = await survey({ document, evidence: taken.evidence, lookups: taken.lookups });
    expect(found.lookups).toHaveLength(1);
    expect(await fetchScript(found, { title: '', version: '1' })).toBeNull();
  });

  test.runIf(hasShellcheck)('shellcheck finds nothing', async () => {
    const taken = await takeIn([
      { name: 'issuer.crt', bytes: pki.issuingA().certificate },
      { name: 'a.crt', bytes: leaf('a.example.test', urls()) },
      { name: 'b.crt', bytes: leaf('b.example.test', urls(), { issuer: pki.issuingB() }) },
      asText(`${'ab'.repeat(32)}\nhttps://crt.sh/?id=7712`),
    ]);
    const { stdout } = spawnSync('shellcheck', ['-s', 'sh', '-'], { input: await scriptFor(taken), encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(existsSync('presumed-evidence')).toBe(false);
  });
});
