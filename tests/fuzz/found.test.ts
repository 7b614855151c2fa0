/** What a long run once found stays mended, and every target holds on what it starts from. */
import { expect, test } from 'vitest';
import { hasOpenssl } from '../pki/openssl.ts';
import { opensslAgrees } from './differential.ts';
import { found } from './found.ts';
import { seeds } from './seeds.ts';
import { TARGETS } from './targets.ts';

const named = (target: string) => TARGETS.find(({ name }) => name === target);

test('every input that was found belongs to a target', () => {
  expect(found().filter(({ target }) => !named(target) && target !== 'openssl')).toEqual([]);
});

for (const { name, target, bytes } of found()) {
  test(`${name} holds`, async () => {
    if (target !== 'openssl') await named(target)!.run(bytes);
    else if (hasOpenssl) await opensslAgrees(bytes);
  });
}

test.each(TARGETS.map((target) => [target.name, target] as const))(
  '%s holds on a share of its seeds',
  async (_name, target) => {
    const fitting = (await seeds(20221001)).filter(({ shape }) => target.takes.includes(shape));
    const step = Math.max(1, Math.floor(fitting.length / 60));
    for (const [at, { bytes }] of fitting.entries()) if (at % step === 0) await target.run(bytes);
  },
);
