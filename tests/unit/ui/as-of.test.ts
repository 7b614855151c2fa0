import { expect, it } from 'vitest';
import { keptAsOf, momentOf, readAsOf } from '../../../src/ui/state/as-of.ts';

const clock = () => 1_795_420_800_999;

it.each([
  ['2026-11-23T08:00:00Z', '2026-11-23T08:00:00Z'],
  ['2026-11-23T08:00', '2026-11-23T08:00:00Z'],
  ['2026-11-23 08:00', '2026-11-23T08:00:00Z'],
  ['2026-11-23', '2026-11-23T00:00:00Z'],
  ['  2026-11-23T08:00:00.500Z ', '2026-11-23T08:00:00Z'],
  ['2026-11-23T08:00:00-07:00', '2026-11-23T15:00:00Z'],
  ['', ''],
])('%j is kept as %j', (text, kept) => {
  expect(keptAsOf(readAsOf(text))).toBe(kept);
});

it.each(['yesterday', '2026-13-01', '2026-02-30', '23.11.2026', '2026-11-23T25:00'])('%j cannot be read', (text) => {
  expect(readAsOf(text)).toEqual({ kind: 'unreadable' });
  expect(momentOf(readAsOf(text), clock)).toBeNull();
});

it('takes the present to the second when empty', () => {
  expect(momentOf(readAsOf(' '), clock)).toBe(1_795_420_800_000);
});
