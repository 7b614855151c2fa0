import type { AlgorithmIdentifier, BitString, Extension, Name } from '../model/asn1.ts';
import type { AnyCertificate, KnownExtensions, SubjectPublicKeyInfo } from '../model/certificate.ts';
import { ok, type Defect, type Result } from '../model/result.ts';
import { OID } from '../model/oid.ts';
import { InPlace } from '../der/in-place.ts';
import { context, DerSession, TAG, type DerReader, type Tlv } from '../der/reader.ts';
import type { SharedParts } from '../der/shared-parts.ts';
import { readTime } from '../der/time.ts';
import { readAlgorithmIdentifier } from './algorithm.ts';
import { readExtensions } from './extension.ts';
import { readKnownExtensions } from './known-extensions.ts';
import { readName } from './name.ts';

/**
 * `Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }`, RFC 5280 section 4.1.
 * In: exact DER, nothing before or after. Out: a view onto it, or the first thing that is not DER or not X.509.
 * A critical poison extension makes it a Precertificate (RFC 6962 section 3.1). With `shared`, parts that were read
 * before in another object are that object's.
 */
export function decodeCertificate(bytes: Uint8Array, shared: SharedParts | null = null): Result<AnyCertificate> {
  const session = new DerSession(bytes, shared);
  const top = session.reader();
  const outer = top.sequence('the Certificate');
  top.finish('the Certificate');

  const tbsTlv = outer.read(TAG.sequence, 'tbsCertificate');
  const tbs = outer.into(tbsTlv);
  const version = readVersion(tbs);
  const serialNumber = tbs.integerInPlace('serialNumber');
  const signature = readAlgorithmIdentifier(tbs, 'the inner signature algorithm');
  const issuer = readName(tbs, 'issuer');
  const validityReader = tbs.sequence('validity');
  const validity = { notBefore: readTime(validityReader, 'notBefore'), notAfter: readTime(validityReader, 'notAfter') };
  validityReader.finish('validity');
  const subject = readName(tbs, 'subject');
  const subjectPublicKeyInfo = readSubjectPublicKeyInfo(tbs);
  for (const [number, what] of [
    [1, 'issuerUniqueID'],
    [2, 'subjectUniqueID'],
  ] as const)
    if (tbs.nextTag === context(number)) tbs.bitString(what, context(number));
  const extensions = readCertificateExtensions(tbs, version);
  tbs.finish('tbsCertificate');

  const signatureAlgorithm = readAlgorithmIdentifier(outer, 'signatureAlgorithm');
  const signatureValue = outer.signatureBits('signatureValue');
  outer.finish('the Certificate');
  if (session.failure) return session.failure;

  const { known, defects } = readKnownExtensions(extensions, bytes, shared);
  const poisoned = extensions.some(({ extnID, critical }) => extnID === OID.poison && critical);
  const parts = {
    kind: poisoned ? ('precertificate' as const) : ('certificate' as const),
    der: bytes,
    version,
    signature,
    issuer,
    validity,
    subject,
    subjectPublicKeyInfo,
    extensions,
    known,
    signatureAlgorithm,
    signatureValue,
    defects: session.defects.length || defects.length ? [...session.defects, ...defects] : NO_DEFECTS,
  };
  return ok(new CertificateInPlace(parts, tbsTlv, serialNumber) as AnyCertificate);
}

type Parts = { readonly [Key in keyof AnyCertificate]: AnyCertificate[Key] };

class CertificateInPlace extends InPlace implements Parts {
  readonly kind: Parts['kind'];
  readonly der: Uint8Array;
  readonly version: Parts['version'];
  readonly signature: AlgorithmIdentifier;
  readonly issuer: Name;
  readonly validity: Parts['validity'];
  readonly subject: Name;
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo;
  readonly extensions: readonly Extension[];
  readonly known: KnownExtensions;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signatureValue: BitString;
  readonly defects: readonly Defect[];
  readonly #serialStart: number;
  readonly #serialEnd: number;

  constructor(parts: Omit<Parts, 'tbsCertificate' | 'serialNumber'>, tbsCertificate: Tlv, serialNumber: Tlv) {
    super(parts.der, tbsCertificate.start, tbsCertificate.end);
    this.kind = parts.kind;
    this.der = parts.der;
    this.version = parts.version;
    this.signature = parts.signature;
    this.issuer = parts.issuer;
    this.validity = parts.validity;
    this.subject = parts.subject;
    this.subjectPublicKeyInfo = parts.subjectPublicKeyInfo;
    this.extensions = parts.extensions;
    this.known = parts.known;
    this.signatureAlgorithm = parts.signatureAlgorithm;
    this.signatureValue = parts.signatureValue;
    this.defects = parts.defects;
    this.#serialStart = serialNumber.contentStart;
    this.#serialEnd = serialNumber.end;
  }

  get tbsCertificate(): Uint8Array {
    return this.octets();
  }

  get serialNumber(): Uint8Array {
    return this.elsewhere(this.#serialStart, this.#serialEnd);
  }
}

const NO_DEFECTS: readonly Defect[] = [];

/** `version [0] EXPLICIT Version DEFAULT v1`, Version ::= INTEGER { v1(0), v2(1), v3(2) } */
function readVersion(tbs: DerReader): 1 | 2 | 3 {
  const offset = tbs.at;
  const inside = tbs.explicit(0, 'version');
  if (!inside) return 1;
  const value = inside.smallInteger('version');
  inside.finish('version');
  if (tbs.session.failure) return 1;
  if (value > 2) tbs.fail('x509/version', `The certificate says version ${value + 1}; X.509 has 1, 2 and 3`, offset);
  if (value === 0)
    tbs.session.defects.push({
      code: 'der/explicit-default',
      message: `version v1 is the DEFAULT and must be left out, at offset ${offset}`,
      offset,
      signed: true,
    });
  return (value + 1) as 1 | 2 | 3;
}

/** `SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }` */
export function readSubjectPublicKeyInfo(tbs: DerReader): SubjectPublicKeyInfo {
  const tlv = tbs.read(TAG.sequence, 'subjectPublicKeyInfo');
  const inside = tbs.into(tlv);
  const algorithm = readAlgorithmIdentifier(inside, 'the key algorithm');
  const subjectPublicKey = inside.bitString('subjectPublicKey');
  inside.finish('subjectPublicKeyInfo');
  return new KeyInPlace(algorithm, subjectPublicKey, tbs.session.bytes, tlv);
}

class KeyInPlace extends InPlace implements SubjectPublicKeyInfo {
  readonly algorithm: AlgorithmIdentifier;
  readonly subjectPublicKey: BitString;

  constructor(algorithm: AlgorithmIdentifier, subjectPublicKey: BitString, object: Uint8Array, { start, end }: Tlv) {
    super(object, start, end);
    this.algorithm = algorithm;
    this.subjectPublicKey = subjectPublicKey;
  }

  get der(): Uint8Array {
    return this.octets();
  }
}

function readCertificateExtensions(tbs: DerReader, version: 1 | 2 | 3): Extension[] {
  const offset = tbs.at;
  const inside = tbs.explicit(3, 'extensions');
  if (!inside) return [];
  if (version !== 3)
    tbs.fail(
      'x509/extensions-before-v3',
      `The certificate is version ${version} but has extensions, which came with version 3`,
      offset,
    );
  const extensions = readExtensions(inside, 'the certificate extensions').slice();
  inside.finish('extensions');
  return extensions;
}
