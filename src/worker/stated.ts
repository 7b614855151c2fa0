import { decodeText } from '../core/intake/decode-text.ts';
import type { Case } from '../core/model/case.ts';
import type { BundledCase, Problem } from '../core/model/evidence.ts';
import { fail, ok, type Result } from '../core/model/result.ts';
import { NOTHING_STATED, type BundledStated, type KeptList, type Stated } from '../core/model/stated.ts';
import { readStatedList, type NamedList, type StatedList } from '../core/reconcile/index.ts';
import type { StoredEvidence } from '../store/store.ts';
import { sha256All } from './digest.ts';
import type { EvidenceReader } from './evidence-reader.ts';

/** How many lists a case keeps: final, precertificate, and each once more for every comment that corrects it. */
const MOST_LISTS = 20;
/** Octets of one list: a million links. */
const LONGEST_LIST = 96 * 1024 * 1024;

/** The text of a list as it was handed in, as UTF-8 octets under their hash. Codes: `stated/not-text`, `stated/too-large`. */
export async function listBytes(data: Blob | string): Promise<Result<StoredEvidence>> {
  const octets = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(await data.arrayBuffer());
  if (octets.length > LONGEST_LIST)
    return fail('stated/too-large', 'This list is larger than 96 MB, and was not kept. Split it into several lists.');
  const text = decodeText(octets);
  if (text === null)
    return fail(
      'stated/not-text',
      'This file is no text, so it is no list. Save it as CSV or plain text, and add that.',
    );
  const bytes = new TextEncoder().encode(text);
  return ok({ sha256: (await sha256All([bytes]))[0]!, bytes });
}

/** The case with one more list; the same text under the same name replaces itself. */
export function withList(current: Case, list: KeptList, now: number): Case {
  const stated = current.stated ?? NOTHING_STATED;
  const others = stated.lists.filter(({ name, sha256 }) => name !== list.name || sha256 !== list.sha256);
  return { ...current, updatedAt: now, stated: { ...stated, lists: [...others, list].slice(-MOST_LISTS) } };
}

/**
 * Lists of a case, read; those that are `known` by their SHA-256 are not read again, and what is read is known then. One whose bytes are gone is empty,
 * and says so.
 */
export async function readLists(
  kept: readonly KeptList[],
  reader: EvidenceReader,
  known: Map<string, StatedList>,
  onProgress: (done: number, total: number) => void,
): Promise<Result<NamedList[]>> {
  const read: NamedList[] = [];
  for (const { name, listedAs, sha256 } of kept) {
    let list = known.get(sha256);
    if (!list) {
      onProgress(read.length, kept.length);
      const bytes = await reader.copy(sha256);
      if (!bytes.ok) return bytes;
      list = bytes.value ? readStatedList(new TextDecoder().decode(bytes.value)) : LOST;
      if (bytes.value) known.set(sha256, list);
    }
    read.push({ name, listedAs, list });
  }
  return ok(read);
}

const LOST: NamedList['list'] = {
  entries: [],
  unmatchable: [],
  ignored: [{ line: 0, text: 'The text of this list is no longer in the browser’s storage. Hand it in again.' }],
  table: false,
};

/** What was stated, with the texts, for a bundle; lists whose bytes are gone stay out. */
export async function statedForBundle(of: Case, reader: EvidenceReader): Promise<Result<BundledStated | undefined>> {
  if (!of.stated) return ok(undefined);
  const lists: BundledStated['lists'][number][] = [];
  for (const list of of.stated.lists) {
    const bytes = await reader.copy(list.sha256);
    if (!bytes.ok) return bytes;
    if (bytes.value) lists.push({ ...list, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.value) });
  }
  return ok({ ...of.stated, lists });
}

/** What bundles bring: the texts as bytes, hashed anew, and a word where a text is not the one that was listed. */
export async function statedOfBundles(
  bundles: readonly BundledCase[],
): Promise<{ stated: Stated[]; bytes: StoredEvidence[]; problems: Problem[] }> {
  const stated: Stated[] = [];
  const bytes: StoredEvidence[] = [];
  const problems: Problem[] = [];
  for (const { name: bundle, stated: brought } of bundles) {
    if (!brought) continue;
    const texts = brought.lists.map(({ text }) => new TextEncoder().encode(text));
    const hashes = await sha256All(texts);
    brought.lists.forEach(({ name, sha256 }, at) => {
      if (hashes[at] !== sha256)
        problems.push({
          name: `${bundle}/stated/${sha256}.txt`,
          code: 'bundle/hash-mismatch',
          message: `The stated list ${JSON.stringify(name)} is not the one that the bundle lists: its text has SHA-256 ${hashes[at]}. It was kept as it is; compare it with the original.`,
        });
    });
    const lists = brought.lists.map(({ name, listedAs }, at) => ({ name, listedAs, sha256: hashes[at]! }));
    stated.push({ ...brought, lists });
    bytes.push(...texts.map((text, at) => ({ sha256: hashes[at]!, bytes: text })));
  }
  return { stated, bytes, problems };
}

/** What a case states, and what bundles that were handed into it state besides; the case's own words stay. */
export function mergeStated(own: Stated | undefined, brought: readonly Stated[]): Pick<Case, 'stated'> {
  const [first, ...rest] = own ? [own, ...brought] : brought;
  if (!first) return {};
  const lists = new Map<string, KeptList>();
  for (const one of [first, ...rest])
    for (const list of one.lists) {
      const key = `${list.name}\n${list.sha256}`;
      if (!lists.has(key)) lists.set(key, list);
    }
  return { stated: { ...first, lists: [...lists.values()].slice(0, MOST_LISTS) } };
}
