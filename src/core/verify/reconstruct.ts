import type { Name } from '../model/asn1.ts';
import type { AnyCertificate } from '../model/certificate.ts';
import { concatBytes } from '../model/bytes.ts';
import { OID } from '../model/oid.ts';
import { contextConstructed, DerSession, TAG } from '../der/reader.ts';
import { encodeTlv } from '../der/writer.ts';

/** One part of a TBSCertificate, with the name RFC 5280 section 4.1 gives it. */
export interface TbsPart {
  readonly name: string;
  readonly der: Uint8Array;
}

/** What a precertificate signing certificate makes different (RFC 6962 section 3.2). */
export interface Replacement {
  readonly issuer: Name;
  /** The whole authorityKeyIdentifier Extension to put in the place of the one there. */
  readonly authorityKeyIdentifier: Uint8Array | null;
}

/**
 * The parts that a precertificate and its certificate must share, octet for octet: everything but the poison and the
 * SCT list (RFC 6962 sections 3.2 and 3.3). Extensions are parts of their own, in their order.
 */
export function sharedParts(certificate: AnyCertificate, replacement?: Replacement): readonly TbsPart[] {
  if (replacement) return readParts(certificate, replacement);
  let parts = partsOf.get(certificate);
  if (!parts) partsOf.set(certificate, (parts = readParts(certificate)));
  return parts;
}

/** Certificates of one serial number are compared with one another, so each is taken apart once. */
const partsOf = new WeakMap<AnyCertificate, readonly TbsPart[]>();

function readParts(certificate: AnyCertificate, replacement?: Replacement): readonly TbsPart[] {
  const top = new DerSession(certificate.tbsCertificate).reader();
  const tbs = top.sequence('tbsCertificate');
  const parts: TbsPart[] = [];
  const plain = ['serialNumber', 'signature', 'issuer', 'validity', 'subject', 'subjectPublicKeyInfo'];
  while (tbs.more) {
    const tag = tbs.nextTag;
    const der = tbs.whole(tbs.any('tbsCertificate'));
    if (tag === contextConstructed(0)) parts.push({ name: 'version', der });
    else if (tag === contextConstructed(3)) break;
    else if ((tag & 0xc0) === 0x80)
      parts.push({ name: (tag & 0x1f) === 1 ? 'issuerUniqueID' : 'subjectUniqueID', der });
    else {
      const name = plain.shift()!;
      parts.push({ name, der: name === 'issuer' && replacement ? replacement.issuer.der : der });
    }
  }
  for (const { extnID, der } of certificate.extensions) {
    if (extnID === OID.poison || extnID === OID.sctList) continue;
    const replaced = extnID === OID.authorityKeyIdentifier && replacement?.authorityKeyIdentifier;
    parts.push({ name: `extension ${extnID}`, der: replaced || der });
  }
  return parts;
}

/** The TBSCertificate that a log signs for a precertificate entry: PreCert.tbs_certificate of RFC 6962 section 3.2. */
export function precertTbs(certificate: AnyCertificate, replacement?: Replacement): Uint8Array {
  const parts = sharedParts(certificate, replacement);
  const isExtension = ({ name }: TbsPart) => name.startsWith('extension ');
  const body = parts.filter((part) => !isExtension(part)).map(({ der }) => der);
  const extensions = parts.filter(isExtension).map(({ der }) => der);
  if (extensions.length) body.push(encodeTlv(contextConstructed(3), encodeTlv(TAG.sequence, concatBytes(extensions))));
  return encodeTlv(TAG.sequence, concatBytes(body));
}
