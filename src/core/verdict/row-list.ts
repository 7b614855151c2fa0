import type { EntryHead, Row } from '../model/row.ts';
import type { Verdict } from '../model/verdict.ts';
import { formatName } from '../decode/rfc4514.ts';
import type { VerifiedEntry } from '../verify/index.ts';
import { entryHead } from './certificate-entry.ts';
import { nameFor, rowWith } from './rows.ts';

/**
 * The rows of an evaluation, each made when it is asked for: all that is kept of them is what the rules came to. Those of
 * 100,000 certificates would be 60 MB, and are needed by the page, which has its own.
 */
export class RowList implements Iterable<Row> {
  readonly #entries: readonly VerifiedEntry[];
  readonly #verdicts: Verdict[] = [];
  readonly #rules: Row['rules'][] = [];

  constructor(entries: readonly VerifiedEntry[]) {
    this.#entries = entries;
  }

  /** How many there are so far. */
  get length(): number {
    return this.#verdicts.length;
  }

  /** Adds that of the next entry. `rules` as they stand in `Row.rules`. */
  add(verdict: Verdict, rules: Row['rules']): Row {
    this.#verdicts.push(verdict);
    this.#rules.push(rules);
    return this.#make(this.length - 1);
  }

  at(index: number): Row | undefined {
    return index >= 0 && index < this.length ? this.#make(index) : undefined;
  }

  /** Of the row at this index, which there must be. */
  head(index: number): EntryHead {
    return entryHead(this.#entries[index]!, this.#verdicts[index]!);
  }

  /** As `Array.slice`. */
  slice(from: number, to: number): Row[] {
    const rows: Row[] = [];
    for (let index = from; index < Math.min(to, this.length); index++) rows.push(this.#make(index));
    return rows;
  }

  /** The names of all, without making the rows. */
  names(): string[] {
    return this.#entries.map(({ subject: { inHand } }) => {
      const { subject, known } = inHand.certificate;
      return nameFor(formatName(subject), known.subjectAltName?.dnsNames ?? []);
    });
  }

  *[Symbol.iterator](): Generator<Row, void> {
    for (let index = 0; index < this.length; index++) yield this.#make(index);
  }

  #make(index: number): Row {
    return rowWith(this.head(index), index, this.#rules[index]!);
  }
}
