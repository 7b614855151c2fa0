import type { Row } from '../core/model/row.ts';
import type { StatusEntry } from '../core/model/verdict.ts';

/**
 * Rows on their way to the page: their texts, those that rows share once, and the numbers of the texts in the order of the fields. A
 * thousand objects take ten times as long to cross as one list of texts, and come as ten times as many.
 */
export interface PackedRows {
  readonly texts: readonly string[];
  /** Places in `texts` ({@link NONE} for `null`), and counts before lists. */
  readonly cells: Int32Array<ArrayBuffer>;
}

/** The next rows of an evaluation that is under way. Position 0 comes again where it began anew. */
export interface RowPortion {
  /** Position of the first. */
  readonly from: number;
  /** How many rows there will be in all. */
  readonly total: number;
  readonly rows: PackedRows;
}

const NONE = -1;

export function packRows(rows: readonly Row[]): PackedRows {
  const texts: string[] = [];
  const places = new Map<string, number>();
  const cells: number[] = [];
  /** A text that is nearly always another: looking for it costs more than having it twice. */
  const own = (text: string): number => {
    const place = texts.push(text) - 1;
    cells.push(place);
    return place;
  };
  const common = (text: string | null): void => {
    if (text === null) {
      cells.push(NONE);
      return;
    }
    let place = places.get(text);
    if (place === undefined) {
      place = texts.push(text) - 1;
      places.set(text, place);
    }
    cells.push(place);
  };
  for (const { key, index, entry, name, issuer, latest, rules } of rows) {
    cells.push(index);
    const keyAt = own(key);
    const nameAt = own(name);
    common(issuer);
    common(latest);
    cells.push(rules.length);
    for (const rule of rules) common(rule);
    common(entry.kind);
    own(entry.subject);
    common(entry.issuer);
    common(entry.issuerSpkiSha256);
    own(entry.serialNumber);
    cells.push(entry.dnsNames.length);
    for (const dnsName of entry.dnsNames)
      if (dnsName === name) cells.push(nameAt);
      else own(dnsName);
    for (const sha256 of [entry.precertificateSha256, entry.certificateSha256])
      if (sha256 === key) cells.push(keyAt);
      else common(sha256);
    common(entry.notBefore);
    common(entry.notAfter);
    common(entry.issued.instant);
    common(entry.issued.basis);
    common(entry.issued.notAfter);
    common(entry.signature);
    common(entry.verdict);
    cells.push(entry.statuses.length);
    for (const status of entry.statuses) {
      own(status.evidence);
      common(status.certStatus);
      common(status.producedAt);
      common(status.thisUpdate);
      common(status.nextUpdate);
      common(status.revocationTime);
      common(status.revocationReason);
      common(status.responder);
    }
  }
  return { texts, cells: Int32Array.from(cells) };
}

/** Reads packed rows, portion by portion. What one portion repeats of another is the same text in memory. */
export class RowReader {
  readonly #shared = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();
  #texts: readonly string[] = [];
  #cells: Int32Array = new Int32Array();
  #at = 0;

  read({ texts, cells }: PackedRows): Row[] {
    this.#texts = texts;
    this.#cells = cells;
    this.#at = 0;
    const rows: Row[] = [];
    while (this.#at < cells.length) rows.push(this.#row());
    this.#texts = [];
    return rows;
  }

  #row(): Row {
    const index = this.#number();
    const key = this.#text();
    const name = this.#text();
    const issuer = this.#common();
    const latest = this.#common<Row['latest']>();
    const rules = this.#rules();
    return { key, index, entry: this.#entry(), name, issuer, latest, rules };
  }

  #entry(): Row['entry'] {
    return {
      kind: this.#common(),
      subject: this.#text(),
      issuer: this.#common(),
      issuerSpkiSha256: this.#commonOrNull(),
      serialNumber: this.#text(),
      dnsNames: this.#list(() => this.#text()),
      precertificateSha256: this.#textOrNull(),
      certificateSha256: this.#textOrNull(),
      notBefore: this.#text(),
      notAfter: this.#text(),
      issued: { instant: this.#text(), basis: this.#common(), notAfter: this.#textOrNull() },
      signature: this.#common(),
      verdict: this.#common(),
      statuses: this.#list(() => this.#status()),
    };
  }

  #status(): StatusEntry {
    return {
      evidence: this.#text(),
      certStatus: this.#common(),
      producedAt: this.#text(),
      thisUpdate: this.#text(),
      nextUpdate: this.#textOrNull(),
      revocationTime: this.#textOrNull(),
      revocationReason: this.#commonOrNull(),
      responder: this.#common(),
    };
  }

  #number(): number {
    return this.#cells[this.#at++]!;
  }

  #text(): string {
    return this.#texts[this.#number()]!;
  }

  #textOrNull(): string | null {
    const place = this.#number();
    return place === NONE ? null : this.#texts[place]!;
  }

  /** A text that thousands of rows have: a name of an issuer, a word of the verdict. */
  #common<Text extends string>(): Text {
    const text = this.#text();
    const known = this.#shared.get(text);
    if (known !== undefined) return known as Text;
    this.#shared.set(text, text);
    return text as Text;
  }

  #commonOrNull<Text extends string>(): Text | null {
    if (this.#cells[this.#at] !== NONE) return this.#common<Text>();
    this.#at++;
    return null;
  }

  #list<Item>(item: () => Item): Item[] {
    return Array.from({ length: this.#number() }, item);
  }

  /** Few sets of rules are told of many certificates. */
  #rules(): readonly string[] {
    const rules = this.#list(() => this.#text());
    const key = rules.join(' ');
    const known = this.#lists.get(key);
    if (!known) this.#lists.set(key, rules);
    return known ?? rules;
  }
}
