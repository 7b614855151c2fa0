import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toBase64 } from '../../src/core/model/bytes.ts';
import { SAMPLE_DESCRIPTION, SAMPLE_EVALUATE_AS_OF, SAMPLE_TITLE, sampleFiles } from './sample-case.ts';

const file = new URL('../../src/sample/files.json', import.meta.url);

it('the sample case in the app is what the test authority makes (PRESUMED_UPDATE=1 writes it)', () => {
  const handed = Object.fromEntries(sampleFiles().map(({ name, bytes }) => [name, toBase64(bytes)]));
  const sample = { title: SAMPLE_TITLE, description: SAMPLE_DESCRIPTION, evaluateAsOf: SAMPLE_EVALUATE_AS_OF, handed };
  const text = `${JSON.stringify(sample, null, 2)}\n`;
  if (process.env['PRESUMED_UPDATE']) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
