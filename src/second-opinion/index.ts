/**
 * The second opinion: every object shown in detail is read by the @peculiar decoders too, and the two readings are
 * laid side by side (design.md section 5). The reader of record stays ours. Loaded lazily, never from core.
 */
// @peculiar/x509 throws on import without it.
import 'reflect-metadata';
import { decodeCertificate, decodeOCSPResponse } from '../core/decode/index.ts';
import { compareCertificateFields, readTheirCertificate } from './certificate.ts';
import { opinion, type Comparison } from './comparison.ts';
import { compareOCSPResponseFields, readTheirOCSPResponse } from './ocsp-response.ts';

export type { ComparedField, Comparison } from './comparison.ts';

/** In: the exact bytes of a certificate or precertificate. Never rejects: what cannot be read is part of the answer. */
export async function compareCertificate(bytes: Uint8Array): Promise<Comparison> {
  return opinion(decodeCertificate(bytes), () => readTheirCertificate(bytes), compareCertificateFields);
}

/** In: the exact bytes of an OCSPResponse. Never rejects: what cannot be read is part of the answer. */
export async function compareOCSPResponse(bytes: Uint8Array): Promise<Comparison> {
  return opinion(decodeOCSPResponse(bytes), () => readTheirOCSPResponse(bytes), compareOCSPResponseFields);
}
