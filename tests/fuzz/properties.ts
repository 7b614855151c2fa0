/** What must hold of every reader's answer to every input. */
import type { Name } from '../../src/core/model/asn1.ts';
import type { AnyCertificate } from '../../src/core/model/certificate.ts';
import type { CertificateList, RevokedCertificate } from '../../src/core/model/crl.ts';
import type { EvidenceKind } from '../../src/core/model/evidence.ts';
import type { OCSPResponse } from '../../src/core/model/ocsp.ts';
import type { Result } from '../../src/core/model/result.ts';
import type { Time } from '../../src/core/model/time.ts';
import {
  decodeCertificate,
  decodeCertificateList,
  decodeOCSPResponse,
  formatName,
} from '../../src/core/decode/index.ts';
import { inspect, nameOf, valueOf } from '../../src/core/inspect/index.ts';
import { children, sequence, set, type Bytes } from '../pki/der-writer.ts';
import { toHex } from '../unit/decode/builders.ts';
import { canonical } from '../unit/decode/canonical.ts';
import { everyPart, ownOctets } from '../unit/inspect/walk.ts';
import { inSetOrder } from './generators.ts';

/** Every octet view, time, name and offset in a decoded value. */
function walk(value: unknown, found: { views: Uint8Array[]; times: Time[]; names: Name[] }): typeof found {
  if (value instanceof Uint8Array) found.views.push(value);
  else if (Array.isArray(value)) for (const one of value) walk(one, found);
  else if (typeof value === 'object' && value !== null && !(value instanceof Set)) {
    if ('raw' in value) found.times.push(value as Time);
    if ('rdnSequence' in value) found.names.push(value as Name);
    for (const one of Object.values(value)) walk(one, found);
  }
  return found;
}

/** What must hold of any answer to any input; says whether the input was accepted without a complaint. */
export function checkAnswer(bytes: Bytes, result: Result<AnyCertificate | OCSPResponse | CertificateList>): boolean {
  const inside = (offset: number | undefined) => Number.isInteger(offset) && offset! >= 0 && offset! <= bytes.length;
  if (!result.ok) {
    if (!/^(der|time|x509|ocsp|crl)\/[a-z0-9-]+$/.test(result.code)) throw new Error(`code ${result.code}`);
    if (!inside(result.offset)) throw new Error(`${result.code} points outside: ${result.offset} of ${bytes.length}`);
    if (!result.message.endsWith(`, at offset ${result.offset}`)) throw new Error(`no place in: ${result.message}`);
    return false;
  }
  const { views, times, names } = walk(result.value, { views: [], times: [], names: [] });
  for (const view of views) {
    const start = view.byteOffset - bytes.byteOffset;
    if (view.buffer !== bytes.buffer || start < 0 || start + view.length > bytes.length) throw new Error('no view');
  }
  for (const { offset, instant } of times) {
    if (!inside(offset)) throw new Error(`a time points outside: ${offset}`);
    // Year 0 to 9999: what RFC 3339 can say.
    if (!(instant >= -62167219200000 && instant < 253402300800000)) throw new Error(`no RFC 3339 time: ${instant}`);
  }
  for (const { code, offset } of result.value.defects)
    if (!inside(offset)) throw new Error(`${code} points outside: ${offset}`);
  for (const one of names) formatName(one);
  const clean = result.value.defects.length === 0 && times.every(({ defects }) => defects.length === 0);
  for (const { der } of clean ? names : []) {
    const sorted = sequence(...children(der).map((rdn) => set(...inSetOrder(children(rdn)))));
    if (toHex(sorted) !== toHex(der)) throw new Error('accepted a Name out of order');
  }
  return clean;
}

export function checkCertificate(bytes: Bytes): boolean {
  const result = decodeCertificate(bytes);
  const clean = checkAnswer(bytes, result);
  if (clean && toHex(canonical(bytes)) !== toHex(bytes)) throw new Error('accepted what DER spells otherwise');
  return clean;
}

export function checkResponse(bytes: Bytes): boolean {
  const result = decodeOCSPResponse(bytes);
  const clean = checkAnswer(bytes, result);
  if (!clean || !result.ok) return false;
  const basic = result.value.basicOCSPResponse;
  if (!basic) {
    if (toHex(canonical(bytes)) !== toHex(bytes)) throw new Error('accepted what DER spells otherwise');
    return true;
  }
  // certs are kept as sent, readable or not, so the parts before them are compared one by one.
  for (const part of [basic.tbsResponseData.der, basic.signatureAlgorithm.der])
    if (toHex(canonical(part)) !== toHex(part)) throw new Error('accepted what DER spells otherwise');
  return true;
}

/** Entries that looking closely at each of them would cost too much. */
const MOST_ENTRIES = 200;

export function checkCrl(bytes: Bytes): boolean {
  const result = decodeCertificateList(bytes);
  if (!checkAnswer(bytes, result) || !result.ok) return false;
  const { revokedCertificates } = result.value;
  if (revokedCertificates.size > MOST_ENTRIES) return false;
  for (let index = 0; index < revokedCertificates.size; index++) {
    const entry = revokedCertificates.at(index);
    if (!isClean(bytes, entry)) return false;
    if (
      !revokedCertificates
        .find(entry.serialNumber)
        .some(({ revocationDate }) => revocationDate.offset === entry.revocationDate.offset)
    )
      throw new Error(`entry ${index} is not found by its serial number`);
  }
  if (toHex(canonical(bytes)) !== toHex(bytes)) throw new Error('accepted what DER spells otherwise');
  return true;
}

function isClean(bytes: Bytes, entry: RevokedCertificate): boolean {
  const { views, times } = walk(entry, { views: [], times: [], names: [] });
  for (const view of views) if (view.buffer !== bytes.buffer) throw new Error('no view');
  for (const { offset } of [...times, ...entry.defects])
    if (!(offset !== undefined && offset >= 0 && offset <= bytes.length))
      throw new Error(`an entry points outside: ${offset}`);
  return entry.defects.length === 0 && times.every(({ defects }) => defects.length === 0);
}

/** Any octets as any kind: each octet belongs to one innermost part, in order, and each part can be named and told. */
export function checkInspection(bytes: Bytes, kind: EvidenceKind): void {
  const parts = everyPart(inspect(bytes, kind));
  for (const part of parts) {
    let at = part.contentStart;
    if (part.start > at) throw new Error(`a part at ${part.start} begins behind its content`);
    for (const inner of part.parts) {
      if (inner.start < at || inner.end <= inner.start) throw new Error(`a part at ${inner.start} overlaps`);
      at = inner.end;
    }
    if (part.end < at) throw new Error(`a part at ${part.start} ends inside another`);
    valueOf(part);
    nameOf(part);
  }
  const octets = parts.reduce((sum, part) => sum + ownOctets(part).length, 0);
  if (octets !== bytes.length) throw new Error(`${octets} of ${bytes.length} octets are told`);
}
