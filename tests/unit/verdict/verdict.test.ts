import { describe, expect, test } from 'vitest';
import {
  VERDICTS,
  type CertificateEntry,
  type Finding,
  type Outcome,
  type VerdictDocument,
} from '../../../src/core/model/verdict.ts';
import { deriveVerdict, isQuiet } from '../../../src/core/verdict/derive.ts';
import { bundleFileName, evidenceFileName, fileStem, verdictFileName } from '../../../src/core/verdict/file-name.ts';
import { evidenceEntries, lookupProblems, undecodableProblems } from '../../../src/core/verdict/inventory.ts';
import { serializeVerdict } from '../../../src/core/verdict/json.ts';
import { SummaryCounts } from '../../../src/core/verdict/summary.ts';
import * as pki from '../../pki/index.ts';
import { evidenceOf } from '../verify/evidence.ts';
import { verify } from '../../../src/core/verify/index.ts';

describe('deriveVerdict', () => {
  /** `headline` rules answer whether the service knew the certificate; `other` ones do not. */
  const verdictOf = (...findings: [rule: 'headline' | 'other', outcome: Outcome][]) =>
    deriveVerdict(
      findings.map(([rule, outcome]) => ({ rule, outcome }) as Finding),
      (rule) => rule === 'headline',
    );

  test('the worst finding decides, whichever rule found it', () => {
    expect(verdictOf(['headline', 'pass'], ['other', 'violation'], ['other', 'warning'])).toBe('violation');
    expect(verdictOf(['headline', 'cannot-tell'], ['other', 'violation'])).toBe('violation');
    expect(verdictOf(['headline', 'cannot-tell'], ['other', 'warning'])).toBe('warning');
  });

  test('only status rules make it cannot-tell or no-violation-found', () => {
    expect(verdictOf(['headline', 'pass'], ['headline', 'cannot-tell'])).toBe('cannot-tell');
    expect(verdictOf(['headline', 'pass'], ['other', 'cannot-tell'])).toBe('no-violation-found');
    expect(verdictOf(['other', 'pass'])).toBe('not-applicable');
    expect(verdictOf(['other', 'cannot-tell'])).toBe('not-applicable');
  });

  test('what says nothing decides nothing', () => {
    expect(verdictOf()).toBe('not-applicable');
    for (const outcome of ['info', 'not-applicable', 'not-effective'] as const)
      expect(verdictOf(['headline', outcome], ['other', outcome])).toBe('not-applicable');
    expect(verdictOf(['headline', 'not-effective'], ['headline', 'pass'])).toBe('no-violation-found');
  });

  test('three outcomes are quiet', () => {
    const outcomes: Outcome[] = [
      'pass',
      'violation',
      'warning',
      'info',
      'not-applicable',
      'not-effective',
      'cannot-tell',
    ];
    expect(outcomes.filter(isQuiet)).toEqual(['pass', 'not-applicable', 'not-effective']);
  });
});

describe('the summary', () => {
  const summarize = (certificates: readonly CertificateEntry[]) => {
    const counts = new SummaryCounts();
    for (const certificate of certificates) counts.add(certificate);
    return counts.summary;
  };
  const entry = (notBefore: string, ...statuses: ('good' | 'revoked' | 'unknown')[]) =>
    ({
      kind: 'final',
      verdict: 'warning',
      notBefore,
      statuses: statuses.map((certStatus) => ({ certStatus })),
    }) as CertificateEntry;

  test('of nothing is all zero, without dates', () => {
    expect(summarize([])).toEqual({
      certificates: 0,
      verdicts: { violation: 0, warning: 0, 'cannot-tell': 0, 'no-violation-found': 0, 'not-applicable': 0 },
      kinds: { final: 0, 'precertificate-only': 0, ca: 0, responder: 0 },
      statuses: { good: 0, revoked: 0, unknown: 0, none: 0 },
      firstNotBefore: null,
      lastNotBefore: null,
    });
  });

  test('counts each certificate once, by its latest status', () => {
    const summary = summarize([
      entry('2022-10-02T00:00:00Z', 'unknown', 'good'),
      entry('2022-10-01T00:00:00Z', 'good', 'revoked'),
      entry('2022-10-03T00:00:00Z'),
    ]);
    expect(summary.statuses).toEqual({ good: 1, revoked: 1, unknown: 0, none: 1 });
    expect([summary.firstNotBefore, summary.lastNotBefore]).toEqual(['2022-10-01T00:00:00Z', '2022-10-03T00:00:00Z']);
    expect(Object.keys(summary.verdicts)).toEqual([...VERDICTS]);
  });
});

test('the JSON has two spaces, LF, one final newline, and the keys as they came', () => {
  const document = { format: 'presumed/verdict', title: 'a "b"\u2028', certificates: [] } as unknown as VerdictDocument;
  expect(serializeVerdict(document)).toBe(
    '{\n  "format": "presumed/verdict",\n  "title": "a \\"b\\"\u2028",\n  "certificates": []\n}\n',
  );
});

describe('file names', () => {
  test.each([
    ['Bug 1793443', 'Bug-1793443'],
    ['', 'untitled-case'],
    ['../../etc/passwd', 'etc-passwd'],
    ['.hidden', 'hidden'],
    ['a\u0000b\r\nc', 'a-b-c'],
    ['C:\\temp\\x', 'C-temp-x'],
    ['Zürich 東京', 'Zürich-東京'],
    ['…', 'untitled-case'],
    // Bidirectional override: the name must not read backwards.
    ['evil\u202etxt.exe', 'evil-txt.exe'],
    ['x'.repeat(100), 'x'.repeat(80)],
    // By characters, not by UTF-16 code units: no half of one is left.
    ['𝒳'.repeat(81), '𝒳'.repeat(80)],
  ])('%j is %s', (title, stem) => {
    expect(fileStem(title)).toBe(stem);
  });

  test('end neither in a dot nor in a hyphen, also where they were cut', () => {
    expect(fileStem(`${'x'.repeat(79)} y`)).toBe('x'.repeat(79));
  });

  test('carry what they are', () => {
    expect(verdictFileName('Bug 1793443')).toBe('Bug-1793443.verdict.json');
    expect(bundleFileName('')).toBe('untitled-case.bundle.zip');
    expect(
      ['precertificate', 'ocsp-response', 'ocsp-request', 'crl', 'unrecognised'].map((kind) =>
        evidenceFileName('ab', kind),
      ),
    ).toEqual(['ab.crt', 'ab.ors', 'ab.orq', 'ab.crl', 'ab.bin']);
  });
});

describe('the inventory', () => {
  const CA = pki.issuingA();
  const single = pki.singleResponse({
    issuer: CA,
    serialNumber: '01',
    status: 'good',
    thisUpdate: '2022-11-01T00:00:00Z',
    nextUpdate: null,
  });
  const response = pki.ocspResponse({ signer: CA, producedAt: '2022-11-01T00:00:00Z', responses: [single] });
  const DO =
    'Get the original bytes again, without anything that copying or saving added or lost; the rest of the case is not affected.';

  test('lists evidence by hash, with the kind that decoding found and its names sorted', async () => {
    const pieces = [
      { ...(await evidenceOf('certificate', pki.precertificate())), names: ['b', 'a'] },
      await evidenceOf('certificate', pki.defects.withTruncation(CA.certificate)),
      await evidenceOf('ocsp-response', pki.defects.withTruncation(response)),
      await evidenceOf('unrecognised', 'hello'),
    ];
    const entries = evidenceEntries(pieces, await verify(pieces));
    expect(entries.map(({ sha256 }) => sha256)).toEqual(pieces.map(({ sha256 }) => sha256).sort());
    const kinds = new Map(entries.map((entry) => [entry.sha256, entry]));
    expect(pieces.map(({ sha256 }) => kinds.get(sha256)!.kind)).toEqual([
      'precertificate',
      'unrecognised',
      'ocsp-response',
      'unrecognised',
    ]);
    expect(kinds.get(pieces[0]!.sha256)).toMatchObject({ names: ['a', 'b'], size: pieces[0]!.bytes.length });
  });

  test('tells of each name of what does not decode', async () => {
    const broken = {
      ...(await evidenceOf('certificate', pki.defects.withTrailingBytes(CA.certificate))),
      names: ['x', 'y'],
    };
    const problems = undecodableProblems([broken], await verify([broken]));
    expect(problems.map(({ name, code }) => [name, code])).toEqual([
      ['x', 'der/trailing-bytes'],
      ['y', 'der/trailing-bytes'],
    ]);
    expect(problems[0]!.message).toMatch(/^The certificate cannot be read for certain: /);
    expect(problems[0]!.message.endsWith(DO)).toBe(true);
  });

  test('tells a response that cannot be read from one that is followed by something', async () => {
    const pieces = [await evidenceOf('ocsp-response', pki.defects.withTruncation(response))];
    expect(undecodableProblems(pieces, await verify(pieces))[0]!.message).toMatch(
      /^The OCSP response cannot be read for certain: /,
    );
    const followed = [await evidenceOf('ocsp-response', pki.defects.withTrailingBytes(response, '0d0a'))];
    const problems = undecodableProblems(followed, await verify(followed));
    expect(problems.map(({ code }) => code)).toEqual(['der/trailing-bytes']);
    expect(problems[0]!.message).toMatch(/^The OCSP response was read, but not all of the file is part of it: /);
  });

  test('has nothing to say about clean evidence', async () => {
    const pieces = [await evidenceOf('certificate', CA.certificate), await evidenceOf('ocsp-response', response)];
    expect(undecodableProblems(pieces, await verify(pieces))).toEqual([]);
  });

  test('tells of every place that a lookup came from', () => {
    expect(lookupProblems([{ by: 'crt.sh-id', value: '7421098765', from: ['bug.txt', 'mail.txt'] }])).toEqual(
      ['bug.txt', 'mail.txt'].map((name) => ({
        name,
        code: 'reference/crt.sh-id',
        message:
          '7421098765 cannot be resolved offline: a crt.sh id names a row of their database. Open the link, download the certificate, and add it here.',
      })),
    );
    expect(lookupProblems([])).toEqual([]);
  });
});
