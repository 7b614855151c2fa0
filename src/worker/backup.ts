import type { mergeTaken, takeIn } from '../core/intake/index.ts';
import { readBackup, writeBackup, type BackedUpCase } from '../core/bundle/backup.ts';
import { writeBundle, type Keep } from '../core/bundle/index.ts';
import { bytesOf, type Case } from '../core/model/case.ts';
import type { EarlierVerdict, Problem } from '../core/model/evidence.ts';
import { ok, type Result } from '../core/model/result.ts';
import { parseInstant, type Instant } from '../core/model/time.ts';
import type { Store } from '../store/store.ts';
import type { EvaluateOptions, Restored } from './actions.ts';
import { statedForBundle } from './stated.ts';
import { prepared, withTaken } from './cases.ts';
import { sha256All } from './digest.ts';
import type { EvidenceReader } from './evidence-reader.ts';
import type { Call } from './handlers.ts';
import { newCase } from './new-case.ts';
import type { Judged } from './judge.ts';

/** The bundle of a case that was judged, in pieces. `keep`: where its texts wait for their turn. */
export async function bundleOf(
  of: Case,
  { evidence, problems, evaluation }: Omit<Judged, 'certificates'>,
  reader: EvidenceReader,
  keep: Keep,
): Promise<Result<AsyncIterable<Uint8Array>>> {
  const earlierVerdicts: EarlierVerdict[] = [];
  for (const { name, sha256 } of of.earlierVerdicts ?? []) {
    const bytes = await reader.copy(sha256);
    if (!bytes.ok) return bytes;
    if (bytes.value)
      earlierVerdicts.push({ name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.value) });
  }
  const stated = await statedForBundle(of, reader);
  if (!stated.ok) return stated;
  return ok(
    writeBundle({
      from: of,
      evidence,
      problems,
      earlierVerdicts,
      evaluation,
      keep,
      ...(stated.value && { stated: stated.value }),
    }),
  );
}

/** All cases as one ZIP of bundles, each with the verdict of its own date, or of this moment where it has none. */
export async function backUp(
  call: Call,
  store: Store,
  evaluatedAt: Instant,
  bundle: (id: string, options: EvaluateOptions) => Promise<Result<Blob>>,
): Promise<Result<Uint8Array>> {
  const all = await store.listCases();
  if (!all.ok) return all;
  const cases: BackedUpCase[] = [];
  for (const { id, createdAt, updatedAt, evaluateAsOf, reading } of all.value) {
    const made = await bundle(id, { evaluatedAt: parseInstant(evaluateAsOf) ?? evaluatedAt, reading });
    if (!made.ok) return made;
    cases.push({ id, createdAt, updatedAt, bundle: new Uint8Array(await made.value.arrayBuffer()) });
    call.progress('saving', cases.length, all.value.length);
  }
  return ok(await writeBackup(cases));
}

interface RestoreParts {
  readonly store: Store;
  readonly core: { readonly takeIn: typeof takeIn; readonly mergeTaken: typeof mergeTaken };
  announce(caseId: string): void;
}

/**
 * Brings back every case of a backup. Each bundle is checked as one that is handed in: what is damaged is a problem, and
 * costs nothing else. A case that is here as it was is left alone, but for bytes that the browser lost; one that was
 * changed since, or cannot be read any more, gets the other beside it. Every case is one transaction, so a restoring that
 * was cut off goes on when it is begun again.
 */
export async function restoreAll(
  call: Call,
  file: Blob,
  { store, core, announce }: RestoreParts,
): Promise<Result<Restored>> {
  const read = await readBackup(new Uint8Array(await file.arrayBuffer()));
  if (!read.ok) return read;
  const problems: Problem[] = [...read.value.problems];
  let [restored, unchanged] = [0, 0];
  const sayLost = async (name: string, of: Case): Promise<Result<void>> => {
    const lost = await lostBytes(store, of);
    if (!lost.ok) return lost;
    for (const sha256 of lost.value)
      problems.push({
        name,
        code: 'store/bytes-missing',
        message: `The bytes with SHA-256 ${sha256} were saved but cannot be read back. Keep the backup, and restore it in another browser.`,
      });
    return ok(undefined);
  };
  for (const [at, { id, createdAt, updatedAt, file: name, bundle }] of read.value.cases.entries()) {
    call.progress('recognising', at, read.value.cases.length);
    const taken = await core.takeIn([{ name, bytes: bundle }]);
    const [about] = taken.bundledCases ?? [];
    // The case's own problems come back with it; these are the archive's.
    problems.push(...taken.problems.filter((problem) => problem.name.startsWith(name)));
    if (!about) {
      problems.push({
        name,
        code: 'backup/no-bundle',
        message:
          'This file of the backup is no evidence bundle, so its case was not brought back. Get the backup again.',
      });
      continue;
    }
    const { title, description, evaluateAsOf, reading } = about;
    const ready = await prepared({
      ...taken,
      // The bundle's own verdict is not one that was handed in.
      earlierVerdicts: (taken.earlierVerdicts ?? []).filter((one) => !one.name.startsWith(`${name}/`)),
    });
    const kept = await store.getHead(id);
    if (!kept.ok) return kept;
    if (kept.value?.updatedAt === updatedAt) {
      const here = await repaired(store, id, ready.bytes);
      if (here.ok && here.value === null) {
        unchanged++;
        continue;
      }
      if (here.ok) {
        const gone = await sayLost(name, here.value!);
        if (!gone.ok) return gone;
        announce(id);
        restored++;
        continue;
      }
      if (here.code !== 'store/case-damaged') return here;
    }
    const fresh = newCase(kept.value ? `${call.key}-${at}` : id, title, createdAt);
    const made = withTaken({ ...fresh, description, evaluateAsOf, reading }, ready, core.mergeTaken, updatedAt);
    const saved = await store.addCase(made, ready.bytes);
    if (!saved.ok) return saved;
    const gone = await sayLost(name, made);
    if (!gone.ok) return gone;
    announce(made.id);
    restored++;
  }
  return ok({ restored, unchanged, problems });
}

/** Puts back the bytes of a case that the browser lost; `null` when it has them all. */
async function repaired(
  store: Store,
  id: string,
  bytes: Parameters<Store['changeCase']>[2],
): Promise<Result<Case | null>> {
  const found = await store.getCase(id);
  if (!found.ok || !found.value) return found;
  const lost = await lostBytes(store, found.value);
  if (!lost.ok) return lost;
  if (lost.value.length === 0) return ok(null);
  const saved = await store.changeCase(id, (current) => current, bytes);
  return saved.ok ? found : saved;
}

/** Reads back what was saved and hashes it: a backup is restored when its bytes are here, not when they were sent. */
async function lostBytes(store: Store, made: Case): Promise<Result<string[]>> {
  const wanted = [...new Set(bytesOf(made))];
  const found = await store.getEvidence(wanted);
  if (!found.ok) return found;
  const items = wanted.map((sha256) => found.value.get(sha256)?.bytes ?? new Uint8Array());
  const hashes = await sha256All(items);
  return ok(wanted.filter((sha256, at) => hashes[at] !== sha256));
}
