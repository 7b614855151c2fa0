import { expect, test } from 'vitest';
import { packRows, RowReader } from '../../../src/worker/packed-rows.ts';
import { rowAt } from './rows.ts';

const rows = Array.from({ length: 60 }, (_, index) => rowAt(index));

test('rows arrive as they were, also through a structured clone', () => {
  expect(new RowReader().read(structuredClone(packRows(rows)))).toEqual(rows);
  expect(new RowReader().read(packRows([]))).toEqual([]);
});

test('a text that rows share crosses once', () => {
  const { texts } = packRows(rows);
  const twice = texts.filter((text, at) => texts.indexOf(text) !== at);
  const shared = rows.flatMap(({ entry, issuer, rules }) => [
    entry.issuer,
    entry.verdict,
    entry.kind,
    issuer,
    ...rules,
  ]);
  expect(twice.filter((text) => shared.includes(text))).toEqual([]);
});

test('portions read one after the other share their lists of rules', () => {
  const reader = new RowReader();
  const [first] = reader.read(packRows(rows.slice(0, 1)));
  const [second] = reader.read(packRows(rows.slice(2, 3)));
  expect(second!.rules).toBe(first!.rules);
});
