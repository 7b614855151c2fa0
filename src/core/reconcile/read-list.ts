import type { Lookup } from '../model/evidence.ts';
import { DEFAULT_BUDGET, Spending } from '../intake/budget.ts';
import { Collector } from '../intake/collector.ts';
import { TAKEN } from '../intake/piece.ts';
import { crtSh } from '../intake/text/crt-sh.ts';
import { fingerprints } from '../intake/text/fingerprints.ts';
import { links } from '../intake/text/links.ts';
import { pins } from '../intake/text/pins.ts';
import { readTable } from './read-table.ts';
import { cut, serialKey, type StatedEntry, type StatedList, type Unmatchable } from './stated-list.ts';

/**
 * Reads a stated list: fingerprints in every form that evidence may name them in, crt.sh links, serial numbers, one or
 * several a line, or a table with columns. Every mention is kept, doubles too, with its line; a line that names nothing
 * is told. Linear in the length of the text.
 */
export function readStatedList(text: string): StatedList {
  const table = readTable(text);
  if (table) return table;
  const reader = new LineReader();
  let line = 0;
  for (const content of linesOf(text)) reader.read(content, ++line);
  return { entries: reader.entries, unmatchable: reader.unmatchable, ignored: reader.ignored, table: false };
}

function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    yield end < 0 ? text.slice(at) : text.slice(at, end);
    at = end < 0 ? text.length : end + 1;
  }
}

/** The form that lists are asked for, alone on its line: told at a glance, since lists are long. */
const USUAL = /^\s*(?:[-*]\s+)?(?:https:\/\/crt\.sh\/\?sha256=)?([0-9a-f]{64})\s*$/;
/** `Serial Number: 0a:1b…` */
const LABELLED_SERIAL =
  /\bserial(?:[ _-]*(?:number|no\.?|#))?\s*(?:\(hex\))?\s*[:=#]?\s*((?:0x)?[0-9a-f](?:[0-9a-f]|:(?=[0-9a-f]))*)(?![0-9a-z])/gi;
/** A serial number alone between separators: 8 to 21 octets, so that a count or a year is none. */
const BARE_SERIAL = /^(?:0x)?(?:[0-9a-f]{15,42}|[0-9a-f]{1,2}(?::[0-9a-f]{2}){7,20})$/i;

class LineReader {
  readonly entries: StatedEntry[] = [];
  readonly unmatchable: Unmatchable[] = [];
  readonly ignored: { line: number; text: string }[] = [];

  read(content: string, line: number): void {
    const usual = USUAL.exec(content);
    if (usual) this.#name(line, content, { sha256: usual[1]! });
    else if (!this.#readForms(content, line) && /[\p{L}\p{N}]/u.test(content))
      this.ignored.push({ line, text: cut(content) });
  }

  /** Whether the line names anything. */
  #readForms(content: string, line: number): boolean {
    const collector = new Collector(new Spending(DEFAULT_BUDGET), () => undefined);
    let rest = content;
    for (const format of [crtSh, links, pins, fingerprints])
      if (format.detect(rest)) rest = format.read(rest, { name: '', collector });
    for (const { sha256, from } of collector.references) this.#name(line, from, { sha256 });
    for (const { by, value, from } of collector.lookups) this.#lookUp(line, by, value, from, content);
    if (collector.problems.length > 0) this.unmatchable.push({ line, text: cut(content), by: 'unreadable' });
    const before = this.entries.length;
    if (collector.count === 0) this.#readSerials(rest, line);
    return collector.count > 0 || this.entries.length > before;
  }

  #lookUp(line: number, by: Lookup['by'], value: string, from: string, content: string): void {
    if (by === 'serial') this.#name(line, from, { serialNumber: serialKey(value) });
    // 20 octets that nothing calls a SHA-1: many CAs' serial numbers are as long.
    else if (by === 'sha1' && !/sha-?1|print/i.test(content))
      this.#name(line, from, { serialNumber: serialKey(value) });
    else this.unmatchable.push({ line, text: cut(from), by });
  }

  #readSerials(rest: string, line: number): void {
    const labelled = [...rest.matchAll(LABELLED_SERIAL)].map((match) => match[1]!);
    const serials =
      labelled.length > 0
        ? labelled
        : rest.split(/[\s,;|"'()[\]>*]+|\u0001/).filter((word) => word !== TAKEN && BARE_SERIAL.test(word));
    for (const serial of serials) this.#name(line, serial, { serialNumber: serialKey(serial) });
  }

  #name(line: number, text: string, named: Partial<Pick<StatedEntry, 'sha256' | 'serialNumber'>>): void {
    this.entries.push({
      line,
      text: cut(text),
      precertificateSha256: null,
      certificateSha256: null,
      sha256: null,
      serialNumber: null,
      ...named,
    });
  }
}
