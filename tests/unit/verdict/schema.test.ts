import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

const schema = JSON.parse(
  readFileSync(new URL('../../../public/verdict.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const cases = new URL('../../cases/', import.meta.url);
const goldens = readdirSync(cases, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'definitions')
  .flatMap(({ name }) =>
    readdirSync(new URL(`${name}/`, cases))
      .filter((file) => file.endsWith('verdict.json'))
      .map((file) => `${name}/${file}`),
  );

describe('the published JSON Schema', () => {
  it('has verdicts to be checked against', () => {
    expect(goldens.length).toBeGreaterThan(50);
    expect(existsSync(new URL(goldens[0]!, cases))).toBe(true);
  });

  it.each(goldens)('%s is as it says', (golden) => {
    const document: unknown = JSON.parse(readFileSync(new URL(golden, cases), 'utf8'));
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('refuses a verdict with a field missing, a time with a fraction and a word that is not in the format', () => {
    const golden = JSON.parse(readFileSync(new URL(goldens[0]!, cases), 'utf8')) as Record<string, unknown>;
    const { problems, ...withoutProblems } = golden;
    expect(problems).toBeDefined();
    expect(validate(withoutProblems)).toBe(false);
    expect(validate({ ...golden, evaluatedAt: '2026-11-23T08:00:00.000Z' })).toBe(false);
    expect(validate({ ...golden, reading: 'lenient' })).toBe(false);
  });
});
