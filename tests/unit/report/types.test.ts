import { expect, test } from 'vitest';
import { sayTypes, typeWord, validationsOf } from '../../../src/core/report/types.ts';

test.each([
  [[], 'unknown'],
  [['1.2.3'], 'unknown'],
  [['2.23.140.1.2.1'], 'DV'],
  [['1.2.3', '2.23.140.1.2.2'], 'OV'],
  [['2.23.140.1.2.3'], 'IV'],
  [['2.23.140.1.1'], 'EV'],
  [['2.23.140.1.1', '2.23.140.1.2.2'], 'OV and EV'],
  // The arc alone, and OIDs that only begin alike, are none of them.
  [['2.23.140.1.2', '2.23.140.1.2.1.1', '2.23.140.1.1.0'], 'unknown'],
])('the policies %j say %s', (policies, word) => {
  expect(typeWord(validationsOf(policies))).toBe(word);
});

test('counts say by what they were counted, and how many say nothing', () => {
  expect(sayTypes([['DV'], [], ['EV'], ['DV'], ['OV', 'EV']])).toBe(
    '2 DV; 1 EV; 1 OV and EV; 1 unknown, with none of these OIDs (by policy OID in the certificates: DV 2.23.140.1.2.1, OV 2.23.140.1.2.2, IV 2.23.140.1.2.3, EV 2.23.140.1.1)',
  );
  expect(sayTypes([['DV']])).not.toContain('unknown');
  expect(sayTypes([[], []])).toBeNull();
  expect(sayTypes([])).toBeNull();
});
