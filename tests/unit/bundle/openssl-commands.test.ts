/** The openssl commands that the app shows do print what it says they print: the real openssl runs all of them. */
import { describe, expect, test } from 'vitest';
import { opensslTime } from '../../../src/core/bundle/commands.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import { sampleCase } from '../../../src/sample/sample.ts';
import { readInput, slugs } from '../../cases/folder.ts';
import { hasOpenssl } from '../../pki/openssl.ts';
import {
  crl,
  errorResponse,
  finalCertificate,
  issuingA,
  ocspRequest,
  ocspResponse,
  precertificate,
  precertificateBySigningCertificate,
  precertificateSigningA,
  responder,
  singleResponse,
  tlsCertificate,
} from '../../pki/index.ts';
import { runAll } from './openssl-run.ts';

const AS_OF = '2026-01-01T00:00:00Z';
const shown = (commands: readonly { shows: string }[]) =>
  new Set(commands.map(({ shows }) => shows.split(/[,;:.]/)[0]));

/** Every kind of signer, CertID, time and status that a command depends on. */
const CASES = slugs().filter((slug) =>
  /^(cert-id|impostor|responder|response|rfc6960|signature|single|time|crl|status)/.test(slug),
);

describe.runIf(hasOpenssl)('run by openssl', () => {
  test('on the sample, all of them', async () => {
    const { commands, failures } = await runAll(sampleCase.handed, sampleCase.evaluateAsOf);
    expect(failures).toEqual([]);
    expect(shown(commands)).toEqual(
      new Set([
        'The file holds the very bytes that were judged',
        'The fields that the verdict rests on',
        'Its signature verifies under the issuer’s key',
        'What it says',
        'It is an error',
        'The CertID is that of this issuer',
        'Its signature verifies',
        'It does not verify',
      ]),
    );
  }, 120_000);

  test.each(CASES)('on the case %s', async (slug) => {
    expect((await runAll(readInput(slug), AS_OF)).failures).toEqual([]);
  });

  test('on certificates by every way of signing, CRLs and a request', async () => {
    const issuer = issuingA();
    const signing = precertificateSigningA();
    const leaf = precertificateBySigningCertificate(signing, { host: 'via.example' });
    const handed = [
      issuer.certificate,
      signing.certificate,
      leaf,
      precertificate({ host: 'poisoned.example' }),
      finalCertificate({ host: 'final.example' }, []),
      tlsCertificate({ host: 'zero.example', serialNumber: '00' }),
      tlsCertificate({ host: 'high.example', serialNumber: '00ff01' }),
      tlsCertificate({
        host: 'forged.example',
        more: { changeSignature: (octets) => octets.map((octet) => octet ^ 1) },
      }),
      crl({
        issuer,
        number: 1,
        thisUpdate: '2022-10-16T00:00:00Z',
        nextUpdate: '2022-10-20T00:00:00Z',
        entries: [{ serialNumber: '00ff01', revokedAt: '2022-10-15T12:30:00Z', reason: 4 }],
      }),
      ocspRequest({ issuer, serialNumbers: ['00ff01'] }),
    ].map((bytes, at) => ({ name: `${at}.der`, bytes }));
    const { commands, failures } = await runAll(handed, AS_OF);
    expect(failures).toEqual([]);
    expect(shown(commands)).toContain('The certificate is on it');
    expect(shown(commands)).toContain('Its signature does not verify under the issuer’s key');
    expect(shown(commands)).toContain('What was asked');
  });

  test('on a signer that came beside the response, and one that only stands in it', async () => {
    const issuer = issuingA();
    const delegate = responder({ issuer });
    const answer = (certs: readonly Uint8Array[], producedAt: string) =>
      ocspResponse({
        signer: delegate,
        producedAt,
        certs,
        responses: [
          singleResponse({
            issuer,
            serialNumber: '0102',
            status: { revokedAt: '2022-10-01T00:00:00Z', reason: 'superseded' },
            thisUpdate: producedAt,
            nextUpdate: null,
          }),
        ],
      });
    const beside = [issuer.certificate, delegate.certificate, answer([], '2022-10-16T00:00:00Z')];
    const inside = [issuer.certificate, answer([delegate.certificate], '2022-10-17T00:00:00Z')];
    const whole = [answer([delegate.certificate, issuer.certificate], '2022-10-18T00:00:00Z'), tlsCertificate()];
    for (const [name, files, option] of [
      ['beside', beside, '-verify_other signer.pem'],
      ['inside', inside, '-partial_chain'],
      ['whole', whole, '| head -c'],
    ] as const) {
      const { commands, failures } = await runAll(
        files.map((bytes, at) => ({ name: `${name}-${at}.der`, bytes })),
        AS_OF,
      );
      expect(failures).toEqual([]);
      const verified = commands.filter(({ expect: promised }) => promised.includes('Response verify OK'));
      expect(verified.map(({ command }) => command).join('\n')).toContain(option);
    }
  });

  test('on every error that is no answer', async () => {
    for (const status of ['malformedRequest', 'internalError', 'tryLater', 'sigRequired', 'unauthorized'] as const) {
      const { commands, failures } = await runAll([{ name: 'error.ors', bytes: errorResponse(status) }], AS_OF);
      expect(failures).toEqual([]);
      expect(shown(commands)).toContain('It is an error');
    }
  });

  test('on a signer who may not answer: the signature is theirs, and does not help', async () => {
    const files = readInput('impostor-other-ca');
    const { commands } = await runAll(files, AS_OF);
    expect(shown(commands)).toContain('The signature is that of the signer');
    expect(shown(commands)).toContain('It does not verify');
  });

  test('the runner notices a promise that is not kept', async () => {
    const { commands } = await runAll([{ name: 'error.ors', bytes: errorResponse('tryLater') }], AS_OF);
    expect(commands.at(-1)?.expect).toEqual(['Responder Error: trylater (3)']);
    const { broken } = await import('./openssl-run.ts');
    expect(broken('.', { shows: '', command: 'openssl version', expect: ['OpenSSL', 'trylater'] })).toHaveLength(1);
  });
});

test('nothing of a command but hex, numbers and file names comes from evidence', async () => {
  const hostile = tlsCertificate({ host: '$(touch owned);`id`' });
  const { commands } = await runAll([{ name: '"; rm -rf "', bytes: hostile }], AS_OF);
  for (const { command } of commands) expect(command).toMatch(/^[\w .\-+/\\\n|':$]+$/);
  expect(commands.map(({ command }) => command).join('')).not.toMatch(/touch|rm -rf|`|\$\(/);
});

test('moments are written as openssl prints them', () => {
  expect(opensslTime(parseInstant('2022-10-03T06:02:00Z')!)).toBe('Oct  3 06:02:00 2022 GMT');
  expect(opensslTime(parseInstant('2022-10-13T23:59:59Z')!)).toBe('Oct 13 23:59:59 2022 GMT');
});
