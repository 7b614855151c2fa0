import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { csvRows } from '../../../src/core/intake/csv.ts';
import { parseInstant } from '../../../src/core/model/time.ts';
import { revocationOf } from '../../../src/core/model/revocation.ts';
import type { Citation, Finding, Outcome } from '../../../src/core/model/verdict.ts';
import { digestFindings } from '../../../src/core/report/digest.ts';
import {
  appendixFor,
  choose,
  makeReport,
  REPORTS,
  type Report,
  type ReportInput,
} from '../../../src/core/report/index.ts';
import { hash, row, status } from '../reconcile/make.ts';

const cite = (document: string, edition: string, section: string): Citation => ({
  document,
  edition,
  section,
  quote: '…',
  url: 'https://example.com/',
});
const MRSP = cite('Mozilla Root Store Policy', '2.8', '5.4');
const finding = (rule: string, outcome: Outcome, citation = MRSP, evidence: string[] = []): Finding => ({
  rule,
  outcome,
  message: 'A sentence.',
  citation,
  evidence,
  missing: [],
});

/** A name that is a formula, a link, a table's cell, a tag, a mention and a line of its own. */
const HOSTILE = '=HYPERLINK("https://evil.example"),O=a|b`c`[x](https://evil.example)<img src=x>@all\r\n\u202e';

const unknown = status('unknown', '2022-10-03T10:00:00Z', { evidence: hash(1, 'e') });
const rows = [
  row(0, {
    final: true,
    notBefore: '2022-08-08T23:55:00Z',
    statuses: [unknown, status('good', '2022-10-03T16:57:00Z', { evidence: hash(2, 'e') })],
  }),
  row(
    1,
    {
      subject: `CN=${HOSTILE}`,
      dnsNames: ['a.example', '=1+1;-2'],
      issuer: `CN=${HOSTILE}`,
      statuses: [unknown],
      issued: { instant: '2022-10-02T00:00:02Z', basis: 'sct', notAfter: '2022-10-02T00:00:02Z' },
    },
    ['mrsp/precert-status'],
  ),
  row(2, {
    verdict: 'no-violation-found',
    statuses: [
      status('revoked', '2022-11-01T00:00:00Z', {
        revocationTime: '2022-10-30T01:02:03Z',
        revocationReason: 'superseded',
      }),
    ],
  }),
  row(3, { verdict: 'not-applicable', notAfter: '2022-10-20T00:00:00Z' }),
  row(4, { kind: 'ca' }),
];

const digest = digestFindings([
  {
    row: rows[0]!,
    findings: [
      finding('mrsp/final-status', 'violation', cite('Mozilla Root Store Policy', '2.8', '6'), [unknown.evidence]),
    ],
  },
  {
    row: rows[1]!,
    findings: [
      finding('mrsp/precert-status', 'violation', MRSP, [unknown.evidence]),
      finding('mrsp/precert-status', 'violation', MRSP, [unknown.evidence]),
      finding('br/validity-max-10d', 'warning', cite('TLS Baseline Requirements', '1.8.4', '4.9.10')),
      finding('rfc6960/fresh', 'info'),
    ],
  },
]);

const chosen = choose('all', rows, rows).rows;
const input: ReportInput = {
  head: {
    title: 'Bug 1793443',
    evaluatedAt: '2022-11-15T12:00:00Z',
    reading: 'ruling',
    tool: { name: 'presumed', version: '0.1.0', rulesVersion: '2026-11-23' },
  },
  choice: 'all',
  rows: chosen,
  digest,
  particulars: {
    // The second by a CRL, which its answers do not know of.
    revocation: ({ index, entry }) =>
      revocationOf(
        entry.statuses,
        index === 1
          ? [
              {
                evidence: hash(1, 'c'),
                thisUpdate: '2022-11-10T00:00:00Z',
                revocationDate: '2022-11-09T08:00:00Z',
                reason: 'keyCompromise',
              },
            ]
          : [],
      ),
    validations: ({ index }) => ([['OV'], ['DV'], ['DV']] as const)[index] ?? [],
  },
  events: [
    {
      at: parseInstant('2022-08-08T23:20:00Z')!,
      written: '2022-08-08 16:20 PDT',
      label: 'OCSP publishing issues started | <b>here</b>',
    },
    { at: parseInstant('2022-10-03T15:06:00Z')!, written: '2022-10-03T15:06:00Z', label: 'Bug assigned to @someone' },
  ],
};
const text = (report: Report, changes: Partial<ReportInput> = {}): string =>
  makeReport(report, { ...input, ...changes }).text;

describe('golden reports', () => {
  test.each(REPORTS)('%s', (report) => {
    const { text: made, fileName } = makeReport(report, input);
    const golden = new URL(`golden/${fileName}`, import.meta.url);
    if (process.env.PRESUMED_UPDATE) {
      mkdirSync(new URL('golden/', import.meta.url), { recursive: true });
      writeFileSync(golden, made);
    }
    expect(made).toBe(readFileSync(golden, 'utf8'));
  });

  test.each(REPORTS)('%s of nothing says so without failing', (report) => {
    const made = text(report, { rows: [], digest: [], events: [] });
    expect(made).not.toMatch(/undefined|null|NaN|Invalid/);
  });
});

describe('the appendix', () => {
  const table = [...csvRows(text('appendix'), ',')];

  test('has CCADB’s eleven columns in their order, and its own to the right', () => {
    expect(table[0]!.slice(0, 11)).toEqual([
      'Precertificate SHA-256 hash',
      'Certificate SHA-256 hash',
      'Subject',
      'Issuer',
      'Not before',
      'Not after',
      'Serial #',
      'dNSNames',
      'Is revoked?',
      'Revocation date',
      'Revocation reason',
    ]);
    expect(new Set(table.map(({ length }) => length))).toEqual(new Set([23]));
  });

  test('says of revocation what the evidence says, and leaves blank what only the CA knows', () => {
    expect(table.slice(1).map((cells) => cells.slice(8, 11))).toEqual([
      ['', '', ''],
      ['Yes', '2022-11-09T08:00:00Z', 'keyCompromise'],
      ['Yes', '2022-10-30T01:02:03Z', 'superseded'],
      ['N/A', 'N/A', ''],
    ]);
    // To the right: by which kind of evidence, and which.
    expect(table.map((cells) => cells.slice(20))).toEqual([
      ['Revocation known by', 'CRL SHA-256', 'Type by policy OID'],
      ['', '', 'OV'],
      ['CRL', hash(1, 'c'), 'DV'],
      ['OCSP', '', 'DV'],
      ['', '', 'unknown'],
    ]);
  });

  test('runs no name as a formula', () => {
    expect(table[2]![2]).toBe(
      'CN=' + '=HYPERLINK("https://evil.example"),O=a|b`c`[x](https://evil.example)<img src=x>@all\\0d\\0a\\e2\\80\\ae',
    );
    expect(table[2]![7]).toBe("a.example =1+1;'-2");
  });

  test('is a text list from 10,000 certificates on', () => {
    expect([9_999, 10_000].map(appendixFor)).toEqual(['appendix', 'all-links']);
  });
});

test('the two lists name every certificate once, in the form that incidents use', () => {
  expect(text('final-links')).toBe(`https://crt.sh/?sha256=${hash(0, 'b')}\n`);
  expect(text('precertificate-links')).toBe([1, 2, 3].map((n) => `https://crt.sh/?sha256=${hash(n)}\n`).join(''));
  expect(text('all-links').split('\n').sort()).toEqual(
    (text('final-links') + text('precertificate-links')).split('\n').sort(),
  );
  expect(makeReport('final-links', input).fileName).toBe('cert_urls.txt');
  expect(makeReport('precertificate-links', input).fileName).toBe('precert_urls.txt');
});

describe('Markdown', () => {
  const MARKDOWN = ['preliminary', 'full', 'questions'] as const;

  test('the full report has CCADB’s headings and fields in their order', () => {
    const made = text('full');
    expect(made.match(/^#+ .*$/gm)).toEqual([
      '## Full Incident Report',
      '### Summary',
      '### Impact',
      '### Timeline',
      '### Related Incidents',
      '### Root Cause Analysis',
      '### Lessons Learned',
      '### Action Items',
      '### Appendix',
    ]);
    expect([...made.matchAll(/^ *- \*\*([^[*]+):\*\*/gm)].map(([, field]) => field)).toEqual([
      'CA Owner CCADB unique ID',
      'Incident description',
      'Timeline summary',
      'Non-compliance start date',
      'Non-compliance identified date',
      'Non-compliance end date',
      'Relevant policies',
      'Source of incident disclosure',
      'Total number of certificates',
      'Total number of "remaining valid" certificates',
      'Affected certificate types',
      'Incident heuristic',
      'Was issuance stopped in response to this incident, and why or why not?',
      'Analysis',
      'Additional considerations',
      'Description',
      'Timeline',
      'Detection',
      'Interaction with other factors',
      'Root Cause Analysis methodology used',
      'What went well',
      'What didn’t go well',
      'Where we got lucky',
      'Additional',
    ]);
    expect(made).toContain('**Total number of certificates:** 4 (1 final certificate and 3 precertificates');
    expect(made).toContain(
      '**Total number of "remaining valid" certificates:** 1 (1 expired; 2 revoked by the latest OCSP response or a CRL in evidence; of 1 of these a CRL alone says it)',
    );
    expect(made).toContain(
      '**Affected certificate types:** 2 DV; 1 OV; 1 unknown, with none of these OIDs (by policy OID',
    );
    expect(made).toContain(
      '**Relevant policies:** Mozilla Root Store Policy 2.8, section 6; Mozilla Root Store Policy 2.8, section 5.4',
    );
  });

  test('the types stay a blank where no policy OID says them', () => {
    const particulars = { ...input.particulars, validations: () => [] };
    expect(text('full', { particulars })).toMatch(
      /\*\*Affected certificate types:\*\* \*\*\[FILL IN: [^\]]*reserved policy OIDs\]/,
    );
  });

  test('the timeline is in order and in UTC, with events and what the evidence says', () => {
    const lines = text('full').match(/^- \d{4}.*$/gm)!;
    expect(lines).toEqual([...lines].sort());
    expect(lines.every((line) => /^- \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: /.test(line))).toBe(true);
    expect(lines[1]).toBe(
      '- 2022-08-08 23:20:00 UTC: OCSP publishing issues started \\| \\<b\\>here\\</b\\> (stated as 2022-08-08 16:20 PDT)',
    );
    expect(lines).toContain(
      '- 2022-10-01 00:00:00 UTC: In force by this day at the latest: the requirement of `mrsp/precert-status` (Mozilla Root Store Policy, section 5.4)',
    );
    expect(lines).toContain('- 2022-10-03 10:00:00 UTC: producedAt of the first signed answer “unknown” (evidence)');
  });

  test.each(MARKDOWN)('%s never calls anybody compliant, and marks what it cannot know', (report) => {
    const made = text(report);
    expect(made.replace(/\bNon-compliance\b/g, '')).not.toMatch(/complian|conform/i);
    expect(made).toMatch(/\*\*\[FILL IN: [^\]]+\]\*\*/);
    // No field stands there empty.
    expect(made).not.toMatch(/^ *- \*\*(?!Timeline summary)[^*]+:\*\*[^\S\n]*$/m);
  });

  test.each(MARKDOWN)('%s renders nothing that a name contains', (report) => {
    const made = text(report);
    const outside = made.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/evil\.example|<img|<b>|@someone|@all|\u202e/);
    expect(made).not.toContain('\r');
  });

  test('more certificates than a report should name are attached', () => {
    const many = Array.from({ length: 101 }, (_, n) => row(n));
    for (const report of ['preliminary', 'questions'] as const) {
      expect(text(report, { rows: many })).toContain('precert_urls.txt');
      expect(text(report, { rows: many })).not.toContain('https://crt.sh/');
      expect(text(report)).toContain(`- https://crt.sh/?sha256=${hash(1)}`);
    }
  });
});

test('what a report is about', () => {
  const keys = (of: ReturnType<typeof choose>) => of.rows.map(({ index }) => index);
  expect(keys(choose('all', rows, []))).toEqual([0, 1, 2, 3]);
  expect(choose('all', rows, []).apart).toBe(1);
  expect(keys(choose('violations', rows, []))).toEqual([0, 1]);
  expect(keys(choose('shown', rows, [rows[3]!, rows[1]!]))).toEqual([1, 3]);
  expect(keys(choose('all', rows, [], parseInstant('2022-10-20T00:00:01Z')!))).toEqual([0, 1, 2]);
  expect(keys(choose('all', rows, [], parseInstant('2022-10-20T00:00:00Z')!))).toEqual([0, 1, 2, 3]);
});

test('the digest counts each certificate once for a rule and outcome, and leaves notes out', () => {
  expect(
    digest.map(({ rule, outcome, certificates, firstNotBefore, firstProducedAt, effectiveFrom }) => [
      outcome,
      rule,
      certificates,
      firstNotBefore,
      firstProducedAt,
      effectiveFrom,
    ]),
  ).toEqual([
    ['violation', 'mrsp/final-status', 1, '2022-08-08T23:55:00Z', '2022-10-03T10:00:00Z', '2020-01-01T00:00:00Z'],
    ['violation', 'mrsp/precert-status', 1, '2022-10-02T00:00:00Z', '2022-10-03T10:00:00Z', '2022-10-01T00:00:00Z'],
    ['warning', 'br/validity-max-10d', 1, '2022-10-02T00:00:00Z', null, '2020-09-30T00:00:00Z'],
  ]);
});
