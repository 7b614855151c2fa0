import type { ListedAs } from '../model/stated.ts';
import type { Row } from '../model/row.ts';
import { byOcsp, contradictionsOf, type Contradiction, type RevocationOf } from './contradictions.ts';
import { serialKey, type Ignored, type StatedEntry, type StatedList, type Unmatchable } from './stated-list.ts';

/** A stated list under its name. */
export interface NamedList {
  readonly name: string;
  readonly listedAs: ListedAs;
  readonly list: StatedList;
}

/** One place where a list names a certificate. */
export interface Mention {
  /** Position of the list. */
  readonly list: number;
  readonly entry: StatedEntry;
}

export interface Double {
  readonly mention: Mention;
  /** Where the same certificate was named first. */
  readonly first: Mention;
}

export interface ListCounts {
  /** Mentions, doubles included. */
  readonly entries: number;
  /** Certificates, each once. */
  readonly distinct: number;
  readonly inEvidence: number;
  readonly notInEvidence: number;
  readonly doubles: number;
}

/** Stated lists beside the evidence. Rows are in the document's order, mentions in that of the lists. */
export interface Matching {
  /** Certificates that all lists name together, each once. */
  readonly distinct: number;
  readonly inEvidence: readonly Row[];
  readonly notInEvidence: readonly Mention[];
  /** Of the rows compared with. */
  readonly notInLists: readonly Row[];
  /** Named by a list and in hand, but not among the rows compared with. */
  readonly outside: readonly Row[];
  readonly doubles: readonly Double[];
  readonly contradictions: readonly Contradiction[];
  readonly unmatchable: readonly (Unmatchable & { readonly list: number })[];
  readonly ignored: readonly (Ignored & { readonly list: number })[];
  readonly lists: readonly ListCounts[];
  /** Of every row that is named: where. */
  readonly mentions: ReadonlyMap<Row, readonly Mention[]>;
}

export interface MatchOptions {
  readonly revocation?: RevocationOf;
  /** Told now and then how many lines have been matched. */
  readonly onLines?: (done: number) => void;
}

/** Lines between two words on how far it has come. */
const EVERY = 5000;

/**
 * Matches stated lists with the certificates in hand (`all`), and tells what is missing on either side. `compared` are
 * the rows that the lists are expected to name: all, or those with a violation. Linear in lists and rows.
 */
export function matchLists(
  lists: readonly NamedList[],
  all: readonly Row[],
  compared: readonly Row[],
  { revocation = byOcsp, onLines }: MatchOptions = {},
): Matching {
  const index = new Index(all);
  const named = new Map<Row, Mention[]>();
  const unknown = new Map<string, Mention>();
  const doubles: Double[] = [];
  const contradictions: Contradiction[] = [];
  /** Of each kind of list: where a certificate was named first. */
  const first: Record<ListedAs, Map<string, Mention>> = {
    unsaid: new Map(),
    final: new Map(),
    precertificate: new Map(),
  };

  let done = 0;
  const counts = lists.map(({ list, listedAs }, at): ListCounts => {
    const here = new Set<string>();
    const tally = { entries: list.entries.length, distinct: 0, inEvidence: 0, notInEvidence: 0, doubles: 0 };
    for (const entry of list.entries) {
      if (++done % EVERY === 0) onLines?.(done);
      const mention: Mention = { list: at, entry };
      const rows = index.named(entry);
      const keys = rows.length > 0 ? rows.map(({ key }) => key) : [nameOf(entry)];
      for (const one of contradictionsOf(mention, listedAs, rows, revocation)) contradictions.push(one);
      for (const row of rows) {
        const mentions = named.get(row);
        if (mentions) mentions.push(mention);
        else named.set(row, [mention]);
      }

      const before = keys.map((key) => first[listedAs].get(key)).find((one) => one !== undefined);
      if (before) doubles.push({ mention, first: before });
      if (before) tally.doubles++;
      for (const key of keys) if (!first[listedAs].has(key)) first[listedAs].set(key, mention);

      if (rows.length === 0 && !unknown.has(keys[0]!)) unknown.set(keys[0]!, mention);
      for (const key of keys) {
        if (here.has(key)) continue;
        here.add(key);
        tally.distinct++;
        if (rows.length > 0) tally.inEvidence++;
        else tally.notInEvidence++;
      }
    }
    return tally;
  });

  for (const [key, mention] of first.precertificate) {
    const other = first.final.get(key);
    if (other) contradictions.push({ code: 'in-both-lists', mention, other, rows: index.keyed(key), detail: '' });
  }
  const inEvidence = all.filter((row) => named.has(row));
  const scope = new Set(compared);
  return {
    distinct: inEvidence.length + unknown.size,
    inEvidence,
    notInEvidence: [...unknown.values()],
    notInLists: compared.filter((row) => !named.has(row)),
    outside: inEvidence.filter((row) => !scope.has(row)),
    doubles,
    contradictions,
    unmatchable: lists.flatMap(({ list }, at) => list.unmatchable.map((one) => ({ ...one, list: at }))),
    ignored: lists.flatMap(({ list }, at) => list.ignored.map((one) => ({ ...one, list: at }))),
    lists: counts,
    mentions: named,
  };
}

/** What tells one stated certificate from another where it is not in hand. */
const nameOf = ({ certificateSha256, sha256, precertificateSha256, serialNumber }: StatedEntry): string =>
  certificateSha256 ?? sha256 ?? precertificateSha256 ?? serialNumber!;

/** Rows by what a list may name them with. */
class Index {
  readonly #rows: readonly Row[];
  readonly #byHash = new Map<string, readonly [Row]>();
  /** Made when a list first names something by serial number alone. */
  #bySerial: Map<string, Row[]> | null = null;

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
    for (const row of rows) {
      const { precertificateSha256, certificateSha256 } = row.entry;
      const one = [row] as const;
      if (precertificateSha256) this.#byHash.set(precertificateSha256, one);
      if (certificateSha256) this.#byHash.set(certificateSha256, one);
    }
  }

  /** The row of this key. */
  keyed(key: string): readonly Row[] {
    return this.#byHash.get(key) ?? NONE;
  }

  /** By hash where one is known, else by serial number; several rows when the entry names several. */
  named({ precertificateSha256, certificateSha256, sha256, serialNumber }: StatedEntry): readonly Row[] {
    let found: readonly Row[] = NONE;
    for (const hash of [certificateSha256, sha256, precertificateSha256]) {
      const one = hash === null ? undefined : this.#byHash.get(hash);
      if (one && !found.includes(one[0])) found = found.length === 0 ? one : [...found, one[0]];
    }
    const hashless = precertificateSha256 === null && certificateSha256 === null && sha256 === null;
    return hashless && serialNumber !== null ? (this.#serials().get(serialNumber) ?? NONE) : found;
  }

  #serials(): ReadonlyMap<string, readonly Row[]> {
    if (this.#bySerial) return this.#bySerial;
    this.#bySerial = new Map();
    for (const row of this.#rows) {
      const serial = serialKey(row.entry.serialNumber);
      const same = this.#bySerial.get(serial);
      if (same) same.push(row);
      else this.#bySerial.set(serial, [row]);
    }
    return this.#bySerial;
  }
}

const NONE: readonly Row[] = [];
