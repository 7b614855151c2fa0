/** What must hold of every reader's answer to every input. */
import type { Name } from '../../src/core/model/asn1.ts';
import type { AnyCertificate } from '../../src/core/model/certificate.ts';
import type { OCSPResponse } from '../../src/core/model/ocsp.ts';
import type { Result } from '../../src/core/model/result.ts';
import type { Time } from '../../src/core/model/time.ts';
import { decodeCertificate, decodeOCSPResponse, formatName } from '../../src/core/decode/index.ts';
import { children, sequence, set, type Bytes } from '../pki/der-writer.ts';
import { toHex } from '../unit/decode/builders.ts';
import { canonical } from '../unit/decode/canonical.ts';
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
export function checkAnswer(bytes: Bytes, result: Result<AnyCertificate | OCSPResponse>): boolean {
  const inside = (offset: number | undefined) => Number.isInteger(offset) && offset! >= 0 && offset! <= bytes.length;
  if (!result.ok) {
    if (!/^(der|time|x509|ocsp)\/[a-z0-9-]+$/.test(result.code)) throw new Error(`code ${result.code}`);
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
