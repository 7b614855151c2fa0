import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Finding } from '../../../../src/core/model/verdict.ts';
import { markOf, tallySteps } from '../../../../src/ui/detail/steps.ts';
import { findingMarkdown } from '../../../../src/ui/text/finding.ts';
import { hasPem, toPem } from '../../../../src/ui/text/pem.ts';
import { hasOpenssl } from '../../../pki/openssl.ts';
import { crl, issuingA, tlsCertificate } from '../../../pki/index.ts';

const finding: Finding = {
  rule: 'mrsp/precert-status',
  outcome: 'violation',
  message: 'The answer for <b>evil</b>.example was `unknown` @somebody',
  citation: {
    document: 'Mozilla Root Store Policy',
    edition: '2.8',
    section: '5.4',
    quote: 'a CA MUST provide',
    url: 'https://www.mozilla.org/policy',
  },
  evidence: ['ab'.repeat(32)],
  missing: [],
};

test('a finding as Markdown says rule, words, place and evidence, and no name in it makes markup', () => {
  expect(findingMarkdown(finding, 'cd'.repeat(32)).split('\n')).toEqual([
    '**Violation** (`mrsp/precert-status`): The answer for \\<b\\>evil\\</b\\>.example was \\`unknown\\` `@somebody`',
    '',
    '> a CA MUST provide',
    '',
    'Mozilla Root Store Policy 2.8, section 5.4: https://www.mozilla.org/policy',
    '',
    `Certificate: https://crt.sh/?sha256=${'cd'.repeat(32)}`,
    '',
    `Evidence (SHA-256): \`${'ab'.repeat(32)}\``,
    '',
  ]);
});

test.runIf(hasOpenssl)('PEM is what openssl reads', () => {
  const list = crl({
    issuer: issuingA(),
    number: 1,
    thisUpdate: '2022-10-13T00:00:00Z',
    nextUpdate: null,
    entries: [],
  });
  const read = (command: string, pem: string) => execFileSync('openssl', [command, '-outform', 'DER'], { input: pem });
  const leaf = tlsCertificate();
  expect(Uint8Array.from(read('x509', toPem('certificate', leaf)))).toEqual(Uint8Array.from(leaf));
  expect(Uint8Array.from(read('crl', toPem('crl', list)))).toEqual(Uint8Array.from(list));
  expect(hasPem('unrecognised')).toBe(false);
});

test('steps are counted, and the worst one marks a link of the chain', () => {
  const step = (what: string, mark: 'pass' | 'violation' | 'cannot-tell' | 'info') => ({ what, mark, text: '' });
  const steps = [
    step('a', 'pass'),
    step('b', 'pass'),
    step('c', 'violation'),
    step('d', 'cannot-tell'),
    step('e', 'info'),
  ];
  expect(tallySteps(steps)).toBe('2 done, 1 failed, 1 open');
  expect(markOf(steps, 'a', 'b')).toBe('pass');
  expect(markOf(steps, 'a', 'd')).toBe('cannot-tell');
  expect(markOf(steps, 'c', 'd')).toBe('violation');
  expect(markOf(steps, 'z')).toBe('cannot-tell');
});
