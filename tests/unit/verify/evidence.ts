import type { Evidence, EvidenceKind } from '../../../src/core/model/evidence.ts';
import { concatBytes } from '../../../src/core/model/bytes.ts';
import { sha256Hex } from '../../../src/core/verify/digest.ts';
import { verify, type Verified, type VerifiedEntry } from '../../../src/core/verify/index.ts';
import { uint } from '../../pki/index.ts';

/** Octets as intake hands them on, named by their kind. */
export async function evidenceOf(kind: EvidenceKind, bytes: Uint8Array | string): Promise<Evidence> {
  const octets = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  return { sha256: await sha256Hex(octets), kind, bytes: octets, names: [kind] };
}

type Handed = readonly (readonly [EvidenceKind, Uint8Array | string])[];

export const verifyAll = async (handed: Handed): Promise<Verified> =>
  verify(await Promise.all(handed.map(([kind, bytes]) => evidenceOf(kind, bytes))));

/** The one entry that this evidence makes. */
export async function theEntry(handed: Handed): Promise<VerifiedEntry> {
  const { entries } = await verifyAll(handed);
  if (entries.length !== 1) throw new Error(`${entries.length} entries`);
  return entries[0]!;
}

/** A get-entries element as evidence keeps it. */
export function logEntryBytes({ leaf_input, extra_data }: { leaf_input: string; extra_data: string }): Uint8Array {
  const leaf = Buffer.from(leaf_input, 'base64');
  return concatBytes([uint(leaf.length, 4), leaf, Buffer.from(extra_data, 'base64')]);
}
