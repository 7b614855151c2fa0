import type { Time, TimeDefect } from '../model/time.ts';
import { latin1 } from '../model/bytes.ts';
import { MINUTE, utcInstant } from '../model/time.ts';
import type { DerReader, Tlv } from './reader.ts';
import { TAG } from './tags.ts';

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,18}))?)?(Z|[+-]\d{4})$/;
const NO_DEFECTS: readonly TimeDefect[] = [];
const NO_TIME: Time = { instant: 0, raw: '', type: 'GeneralizedTime', defects: [], offset: 0 };

// A year of five digits or a negative one is no RFC 3339 time, and only an offset can lead there.
const YEAR_0 = utcInstant(0, 1, 1, 0, 0, 0)!;
const YEAR_10000 = utcInstant(10_000, 1, 1, 0, 0, 0)!;

/**
 * `Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }`, RFC 5280 section 4.1.2.5.
 * A fraction, missing seconds, an offset from UTC or a GeneralizedTime where UTCTime is due (1950–2049) are read and
 * reported as defects; a time without a zone could be any of 26 hours, and a month 13 is no time: both are refused.
 */
export function readTime(reader: DerReader, what: string): Time {
  const utc = reader.nextTag === TAG.utcTime;
  if (!utc) {
    const time = readGeneralizedTime(reader, what);
    const { instant, raw, type, defects, offset } = time;
    const year = +raw.slice(0, 4);
    return year >= 1950 && year < 2050 ? { instant, raw, type, defects: [...defects, 'type'], offset } : time;
  }
  const tlv = reader.any(what);
  const plain = plainInstant(reader, tlv, 2);
  if (plain !== null) return new PlainTime(plain, 'UTCTime', reader, tlv);
  const raw = charactersOf(reader, tlv);
  const match = UTC_TIME.exec(raw);
  if (!match) return refuse(reader, raw, what, tlv.start);
  const [, yy, month, day, hour, minute, second, zone] = match;
  // RFC 5280 section 4.1.2.5.1: 00-49 are 20xx, 50-99 are 19xx.
  const year = +yy! + (+yy! < 50 ? 2000 : 1900);
  return build(reader, 'UTCTime', raw, what, tlv.start, [year, +month!, +day!, +hour!, +minute!, second], zone!, '');
}

/** GeneralizedTime alone, as OCSP demands (RFC 6960 section 4.2.1). */
export function readGeneralizedTime(reader: DerReader, what: string): Time {
  const tlv = reader.read(TAG.generalizedTime, what);
  if (reader.session.failure) return NO_TIME;
  const plain = plainInstant(reader, tlv, 4);
  if (plain !== null) return new PlainTime(plain, 'GeneralizedTime', reader, tlv);
  const raw = charactersOf(reader, tlv);
  const match = GENERALIZED_TIME.exec(raw);
  if (!match) return refuse(reader, raw, what, tlv.start);
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const fields: Fields = [+year!, +month!, +day!, +hour!, +minute!, second];
  return build(reader, 'GeneralizedTime', raw, what, tlv.start, fields, zone!, fraction ?? '');
}

/**
 * The moment of a time in the one form that RFC 5280 allows, `YYMMDDHHMMSSZ` or with four digits of the year: that of
 * nearly all. `null` for any other, which is read with more patience, and for a moment that there is not.
 */
function plainInstant({ session: { bytes } }: DerReader, { contentStart, end }: Tlv, yearDigits: 2 | 4): number | null {
  if (end - contentStart !== yearDigits + 11 || bytes[end - 1] !== 0x5a) return null;
  for (let at = contentStart; at < end - 1; at++) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return null;
  const two = (at: number): number => (bytes[at]! - 0x30) * 10 + bytes[at + 1]! - 0x30;
  const at = contentStart + yearDigits;
  const first = two(contentStart);
  // RFC 5280 section 4.1.2.5.1: 00-49 are 20xx, 50-99 are 19xx.
  const year = yearDigits === 4 ? first * 100 + two(contentStart + 2) : first + (first < 50 ? 2000 : 1900);
  return utcInstant(year, two(at), two(at + 2), two(at + 4), two(at + 6), two(at + 8));
}

/** A time in that form. Its characters are made when they are asked for: nearly nobody does. */
export class PlainTime implements Time {
  readonly instant: number;
  readonly type: Time['type'];
  readonly offset: number;
  readonly #object: Uint8Array;

  constructor(instant: number, type: Time['type'], { session: { bytes } }: DerReader, { start }: Tlv) {
    this.instant = instant;
    this.type = type;
    this.offset = start;
    this.#object = bytes;
  }

  /** Tag and length of a time in this form are an octet each. */
  get raw(): string {
    const from = this.offset + 2;
    return latin1(this.#object, from, from + this.#object[from - 1]!);
  }

  get defects(): readonly TimeDefect[] {
    return NO_DEFECTS;
  }
}

type Fields = [number, number, number, number, number, string | undefined];

function build(
  reader: DerReader,
  type: Time['type'],
  raw: string,
  what: string,
  offset: number,
  [year, month, day, hour, minute, second]: Fields,
  zone: string,
  fraction: string,
): Time {
  let instant = utcInstant(year, month, day, hour, minute, +(second ?? 0));
  if (fraction === '' && second !== undefined && zone === 'Z' && instant !== null)
    return { instant, raw, type, defects: NO_DEFECTS, offset };
  const defects: TimeDefect[] = [];
  if (fraction !== '') defects.push('fraction');
  if (second === undefined) defects.push('no-seconds');
  if (zone !== 'Z') {
    defects.push('offset');
    const hours = +zone.slice(1, 3);
    const minutes = +zone.slice(3);
    const shift = (hours * 60 + minutes) * MINUTE;
    if (hours > 14 || minutes > 59) instant = null;
    else if (instant !== null) instant += zone.startsWith('+') ? -shift : shift;
  }
  if (instant === null || instant < YEAR_0 || instant >= YEAR_10000) {
    reader.fail('time/impossible', `${what} is ${quote(raw)}, which is no moment in time`, offset);
    return NO_TIME;
  }
  // By digits: binary floating point makes 0.99999999999999999 the next second.
  return { instant: instant + +fraction.slice(0, 3).padEnd(3, '0'), raw, type, defects, offset };
}

function refuse(reader: DerReader, raw: string, what: string, offset: number): Time {
  if (/^\d{12,14}(?:[.,]\d+)?$/.test(raw) || /^\d{10,12}$/.test(raw))
    reader.fail('time/no-zone', `${what} is ${quote(raw)}, which does not say its time zone`, offset);
  else reader.fail('time/syntax', `${what} is ${quote(raw)}, which is not in the form of an ASN.1 time`, offset);
  return NO_TIME;
}

/** No time is longer than 64 characters; a longer one is none, and only its beginning is told. */
const charactersOf = ({ session }: DerReader, { contentStart, end }: Tlv): string =>
  latin1(session.bytes, contentStart, Math.min(end, contentStart + 64));

const quote = (raw: string): string => JSON.stringify(raw.slice(0, 40));
