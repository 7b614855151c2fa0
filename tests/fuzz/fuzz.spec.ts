/**
 * The long run: `npm run fuzz`, for PRESUMED_FUZZ_MINUTES (5), from PRESUMED_FUZZ_SEED (the clock). Every target in turn, for
 * slices of time, with inputs changed by octets and by TLVs. What breaks is made small, kept as a file in tests/fuzz/found,
 * and fails the run at its end.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasOpenssl } from '../pki/openssl.ts';
import { keep } from './found.ts';
import { mutated, mutations, restructured, restructuring, type Restructuring } from './mutations.ts';
import { opensslAgrees } from './differential.ts';
import { seeds } from './seeds.ts';
import { TARGETS, type Target } from './targets.ts';
import type { Bytes } from '../pki/der-writer.ts';

const MINUTES = Number(process.env['PRESUMED_FUZZ_MINUTES'] ?? 5);
const SEED = Number(process.env['PRESUMED_FUZZ_SEED'] ?? Date.now() % 2 ** 31);
/** No answer may take longer (ms of the processor, since a machine may stand still for its own reasons): inputs are small. */
const SLOW = 2_000;
/** ms for one target before the next has its turn. */
const SLICE = 3_000;

test(`fuzzing for ${MINUTES} minutes from seed ${SEED}`, { timeout: MINUTES * 60_000 + 120_000 }, async () => {
  const all = await seeds(SEED);
  const end = Date.now() + MINUTES * 60_000;
  const counts = new Map<string, number>();
  const slowest = new Map<string, number>();
  const failures: string[] = [];
  const targets = hasOpenssl ? [...TARGETS, OPENSSL] : TARGETS;
  const broken = new Set<string>();

  for (let round = 0; Date.now() < end && broken.size < targets.length; round++) {
    for (const target of targets) {
      if (Date.now() >= end || broken.has(target.name)) continue;
      const fitting = all.filter(({ shape }) => target.takes.includes(shape)).map(({ bytes }) => bytes);
      const until = Math.min(end, Date.now() + SLICE);
      const run = async (bytes: Bytes): Promise<void> => {
        const start = process.cpuUsage();
        await target.run(bytes);
        const { user, system } = process.cpuUsage(start);
        const took = (user + system) / 1000;
        if (took > SLOW) throw new Error(`it took ${Math.round(took)} ms`);
        counts.set(target.name, (counts.get(target.name) ?? 0) + 1);
        slowest.set(target.name, Math.max(slowest.get(target.name) ?? 0, took));
      };
      const result = await fc.check(fc.asyncProperty(changed(fitting), run), {
        seed: SEED + round * 1000 + targets.indexOf(target),
        numRuns: 1e9,
        interruptAfterTimeLimit: until - Date.now(),
        markInterruptAsFailure: false,
      });
      if (!result.failed) continue;
      broken.add(target.name);
      const [bytes] = result.counterexample!;
      const why = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
      failures.push(`${target.name}: ${why} (${keep(target.name, bytes)})`);
    }
  }

  const lines = [...counts].map(
    ([name, count]) =>
      `${name.padEnd(32)} ${String(count).padStart(9)} inputs, the slowest ${slowest.get(name)!.toFixed(1)} ms`,
  );
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(`${lines.join('\n')}\nSeed ${SEED}: ${total} inputs, ${failures.length} found.\n`);
  expect(failures).toEqual([]);
});

/** The judge that shares no code with us; a process an input, so it sees fewer of them. */
const OPENSSL: Target = { name: 'openssl', takes: ['certificate', 'response', 'crl'], run: opensslAgrees };

const changed = (from: readonly Bytes[]): fc.Arbitrary<Bytes> => {
  const original = fc.constantFrom(...from);
  return fc.oneof(
    original,
    fc.tuple(original, mutations).map(([bytes, changes]) => mutated(bytes, changes)),
    fc.tuple(original, restructuring).map(([bytes, change]) => reshaped(bytes, change)),
    fc.tuple(original, original, fc.nat(100)).map(([one, other, share]) => spliced(one, other, share)),
  );
};

/** The beginning of one and the end of another. */
function spliced(one: Bytes, other: Bytes, share: number): Bytes {
  const first = one.subarray(0, Math.floor((one.length * share) / 100));
  const last = other.subarray(Math.floor((other.length * share) / 100));
  return Uint8Array.from([...first, ...last]);
}

/** With one TLV changed, where its TLVs can be walked. */
function reshaped(bytes: Bytes, change: Restructuring): Bytes {
  try {
    return restructured(bytes, change);
  } catch {
    return bytes;
  }
}
