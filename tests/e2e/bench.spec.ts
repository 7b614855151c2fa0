/** The benchmark at its smallest: every part works, finds what it must and says so. How fast is for `npm run bench`. */
import { expect, test } from './support/test.ts';
import { bench, failuresOf, markdown } from '../bench/index.ts';
import { hasOpenssl } from '../pki/openssl.ts';

const PAIRS = 100;
const SAMPLE = 5;

test('every part of the benchmark measures what is right', async () => {
  test.setTimeout(300_000);
  const said: string[] = [];
  const report = await bench({
    pairs: [PAIRS],
    rounds: 1,
    keys: ['rsa', 'ec'],
    sample: SAMPLE,
    zip: 'deflated',
    only: null,
    profile: true,
    command: 'npm test',
    app: new URL('../../dist/', import.meta.url).pathname,
    say: (line) => said.push(line),
  });

  expect(report.cases.map(({ kind, pairs, rounds }) => [kind, pairs, rounds.length])).toEqual([
    ['rsa', PAIRS, 1],
    ['ec', PAIRS, 1],
  ]);
  const time = expect.any(Number);
  const memory = process.platform === 'linux' ? time : null;
  const all = (wanted: number) => expect.objectContaining({ ms: time, right: wanted, wanted });
  for (const one of report.cases) {
    expect(failuresOf(one)).toEqual([]);
    expect(one.rounds[0]).toEqual({
      limit: all(2 * PAIRS),
      evaluation: all(PAIRS),
      responses: all(PAIRS),
      intake: all(2 * PAIRS),
      pkijs: all(SAMPLE),
      peculiar: all(SAMPLE),
      openssl: hasOpenssl ? all(SAMPLE) : null,
      whole: expect.objectContaining({
        ms: time,
        memory: expect.objectContaining({ start: memory, reopen: memory }),
        interactions: expect.objectContaining({ sort: time, search: time, 'jump to the end': time }),
        verdictJson: { ms: time, size: time },
        bundle: { ms: time, size: time },
        reopenList: time,
        reopenVerdicts: time,
      }),
    });
  }
  const [{ pairs, places, heaps }] = report.profiles as [(typeof report.profiles)[number]];
  expect(pairs).toBe(PAIRS);
  // Every folder that an import goes through is told apart: the source maps fit.
  const told = places.map(({ place }) => place).join('\n');
  for (const folder of ['core/intake', 'core/decode', 'core/verify', 'core/rules']) expect(told).toContain(folder);
  const size = expect.any(Number);
  expect(heaps).toEqual(['worker', 'page'].map((of) => ({ of, taken: size, needed: size, buffers: size })));
  expect(report.firstVisit!.total).toBeGreaterThan(10_000);
  const text = await markdown(report);
  expect(text).toContain('100 RSA-2048');
  expect(text).not.toContain('NaN');
});
