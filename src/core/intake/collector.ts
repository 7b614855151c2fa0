import type { Claim, EarlierVerdict, EvidenceKind, Lookup, Problem, Taken } from '../model/evidence.ts';
import type { WrittenMoment } from '../model/moment.ts';
import { Arena } from './arena.ts';
import { looksLikeDer } from './der-kind.ts';
import type { Spending } from './budget.ts';
import type { Piece } from './piece.ts';

/** Bytes to be kept, before they are hashed. */
export interface Find {
  readonly kind: EvidenceKind;
  readonly bytes: Uint8Array;
  readonly name: string;
  /** As which a bundle lists it; only bytes of this hash are what they claim to be. */
  readonly listed?: { readonly sha256: string; readonly names: readonly string[] };
}

/** A claim about bytes that are not hashed yet. */
export interface ClaimAbout {
  readonly bytes: Uint8Array;
  readonly claim: Omit<Claim, 'sha256'>;
}

/** What response headers say when they came in a file of their own, waiting for the body beside them. */
export interface LooseClaim {
  /** The name of the headers' file up to its last dot. */
  readonly stem: string;
  /** The file itself, to be kept when there is no body. */
  readonly bytes: Uint8Array;
  readonly claim: Omit<Claim, 'sha256'>;
}

/** Where formats put what they find. Nothing is merged or sorted here. */
export class Collector {
  readonly spending: Spending;
  readonly finds: Find[] = [];
  readonly references: { sha256: string; from: string }[] = [];
  readonly lookups: { by: Lookup['by']; value: string; from: string }[] = [];
  readonly problems: Problem[] = [];
  readonly claims: ClaimAbout[] = [];
  readonly looseClaims: LooseClaim[] = [];
  readonly earlierVerdicts: EarlierVerdict[] = [];
  /** What is told beside the evidence: a text that holds nothing else held none, so `count` leaves it out. */
  readonly moments: WrittenMoment[] = [];
  /** The first text whose moments were not all taken. */
  momentsCut: string | null = null;
  /** What case files of bundles say, in its final form. */
  readonly restored: Taken[] = [];
  /** How many problems of each kind and name there are. */
  private readonly counts = new Map<string, number>();
  /** How many private keys were left out. What holds one must not be kept as a whole either. */
  secrets = 0;
  readonly #arena = new Arena();
  private readonly reader: (piece: Piece, collector: Collector) => void;

  /** `reader` tells what a piece is and reads it, so that a format can hand on what it unwrapped. */
  constructor(spending: Spending, reader: (piece: Piece, collector: Collector) => void) {
    this.spending = spending;
    this.reader = reader;
  }

  /** How many things were found so far, problems included: a text in which this does not move held nothing. */
  get count(): number {
    return (
      this.finds.length +
      this.references.length +
      this.lookups.length +
      this.problems.length +
      this.claims.length +
      this.looseClaims.length +
      this.earlierVerdicts.length +
      this.restored.length
    );
  }

  get roomForMoments(): number {
    return this.spending.budget.moments - this.moments.length;
  }

  /** Keeps a moment that a text of this name tells of, while there is room. */
  moment(moment: WrittenMoment, name: string): void {
    if (this.roomForMoments > 0) this.moments.push(moment);
    else this.momentsCut ??= name;
  }

  open(piece: Piece): void {
    this.reader(piece, this);
  }

  /** A copy of octets that will be overwritten: of what is likely to be kept, at the place where it is kept. */
  own(octets: Uint8Array): Uint8Array {
    return looksLikeDer(octets) ? this.#arena.place(octets) : octets.slice();
  }

  keep(kind: EvidenceKind, bytes: Uint8Array, name: string): Uint8Array {
    // A copy where the octets are part of something larger: one small object must not pin a whole archive in memory.
    const own = this.#arena.place(bytes);
    this.finds.push({ kind, bytes: own, name });
    return own;
  }

  /** Keeps a member of a bundle as what the bundle says it is. */
  restore(kind: EvidenceKind, bytes: Uint8Array, name: string, listed: Find['listed']): void {
    const own = this.keep(kind, bytes, name);
    this.finds[this.finds.length - 1] = { kind, bytes: own, name, ...(listed && { listed }) };
  }

  /** Keeps what cannot be read as `unrecognised` evidence, and says why (verdict-format section 1). */
  unreadable(bytes: Uint8Array, name: string, code: string, message: string): void {
    if (this.problem(name, code, message)) this.keepUnread(bytes, name);
  }

  /** Something that nobody should have handed in: left out and not stored, because a case is made to be shown to others. */
  secret(name: string, code: string, message: string): void {
    this.secrets++;
    this.problem(name, code, message);
  }

  /**
   * Keeps an archive of which `read` cannot read all (it answers `false`): as it is, for somebody who can. Not one in which
   * a private key was found.
   */
  keepUnlessRead({ bytes, name }: Piece, read: () => boolean): void {
    const before = this.secrets;
    if (read()) return;
    if (this.secrets === before) this.keepUnread(bytes, name);
    else
      this.problem(
        name,
        'archive/private-key',
        'Not all of this archive could be read, and it was not kept, because there is a private key in it.',
      );
  }

  /** Keeps what cannot be read, or not wholly, for somebody who can; up to the budget. */
  keepUnread(bytes: Uint8Array, name: string): void {
    const { keptBytes } = this.spending.budget;
    if (bytes.length <= keptBytes) this.keep('unrecognised', bytes, name);
    else
      this.problem(
        name,
        'budget/kept',
        `This has ${bytes.length} octets, and of what cannot be read only pieces of up to ${keptBytes} are kept; it was not stored. Keep the original yourself.`,
      );
  }

  /** Answers whether it was listed: of very many of one kind in one file, only their number is told. */
  problem(name: string, code: string, message: string): boolean {
    const key = `${code} ${name}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count > this.spending.budget.sameProblems) return false;
    this.problems.push({ name, code, message });
    return true;
  }

  /** To be called when everything was read: tells of the problems that were only counted. */
  finish(): void {
    const { sameProblems } = this.spending.budget;
    for (const [key, count] of this.counts) {
      const more = count - sameProblems;
      if (more <= 0) continue;
      const [code = ''] = key.split(' ', 1);
      const name = key.slice(code.length + 1);
      const message = `${more} more problems of this kind were found here; only the first ${sameProblems} are listed, and what the others are about was not kept piece by piece. Look at the original file.`;
      this.problems.push({ name, code, message });
    }
  }

  reference(sha256: string, from: string): void {
    this.references.push({ sha256, from });
  }

  lookup(by: Lookup['by'], value: string, from: string): void {
    this.lookups.push({ by, value, from });
  }

  /** Makes a claim about everything that `read` finds. */
  claimAll(claim: Omit<Claim, 'sha256'>, read: () => void): void {
    const before = this.finds.length;
    read();
    for (const { bytes } of this.finds.slice(before)) this.claims.push({ bytes, claim });
  }

  /** Adds to every reference and lookup that `read` finds where it stood, e.g. ` (bug 1793443 comment 4)`. */
  noteAll(note: string, read: () => void): void {
    const [references, lookups] = [this.references.length, this.lookups.length];
    read();
    for (const found of [...this.references.slice(references), ...this.lookups.slice(lookups)]) found.from += note;
  }
}
