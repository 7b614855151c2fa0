import type { AlgorithmIdentifier, Extension } from '../model/asn1.ts';
import { CRL_REASONS, type CertID, type CertStatus, type CRLReason, type SingleResponse } from '../model/ocsp.ts';
import { InPlace } from '../der/in-place.ts';
import { context, contextConstructed, TAG, type DerReader, type Tlv } from '../der/reader.ts';
import type { CertIdIssuer } from '../der/shared-parts.ts';
import type { Time } from '../model/time.ts';
import { readGeneralizedTime } from '../der/time.ts';
import { readAlgorithmIdentifier } from './algorithm.ts';
import { readExtensions } from './extension.ts';

const NO_EXTENSIONS: readonly Extension[] = [];

/** `SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, nextUpdate [0] OPTIONAL, singleExtensions [1] OPTIONAL }`, RFC 6960 section 4.2.1. */
export function readSingleResponse(reader: DerReader): SingleResponse {
  const tlv = reader.read(TAG.sequence, 'a SingleResponse');
  const inside = reader.into(tlv);
  const certID = readCertID(inside);
  const certStatus = readCertStatus(inside);
  const thisUpdate = readGeneralizedTime(inside, 'thisUpdate');
  const next = inside.explicit(0, 'nextUpdate');
  const nextUpdate = next && readGeneralizedTime(next, 'nextUpdate');
  next?.finish('nextUpdate');
  const extensions = inside.explicit(1, 'singleExtensions');
  const singleExtensions = extensions ? readExtensions(extensions, 'singleExtensions') : NO_EXTENSIONS;
  extensions?.finish('singleExtensions');
  inside.finish('a SingleResponse');
  const parts = { certID, certStatus, thisUpdate, singleExtensions };
  const { bytes } = reader.session;
  return nextUpdate ? new TimelySingle(parts, nextUpdate, bytes, tlv) : new SingleInPlace(parts, bytes, tlv);
}

class SingleInPlace extends InPlace implements SingleResponse {
  readonly certID: CertID;
  readonly certStatus: CertStatus;
  readonly thisUpdate: Time;
  readonly singleExtensions: readonly Extension[];

  constructor(parts: Omit<SingleResponse, 'der' | 'nextUpdate'>, object: Uint8Array, { start, end }: Tlv) {
    super(object, start, end);
    this.certID = parts.certID;
    this.certStatus = parts.certStatus;
    this.thisUpdate = parts.thisUpdate;
    this.singleExtensions = parts.singleExtensions;
  }

  get der(): Uint8Array {
    return this.octets();
  }
}

/** One that says until when it holds. */
class TimelySingle extends SingleInPlace {
  readonly nextUpdate: Time;

  constructor(parts: Omit<SingleResponse, 'der'>, nextUpdate: Time, object: Uint8Array, tlv: Tlv) {
    super(parts, object, tlv);
    this.nextUpdate = nextUpdate;
  }
}

/** `CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }`, RFC 6960 section 4.1.1. */
export function readCertID(reader: DerReader): CertID {
  const tlv = reader.read(TAG.sequence, 'CertID');
  const inside = reader.into(tlv);
  const issuer = readIssuer(inside);
  const serialNumber = inside.integerInPlace('serialNumber');
  inside.finish('CertID');
  return new CertIDInPlace(issuer, serialNumber, reader.session.bytes, tlv);
}

class CertIDInPlace extends InPlace implements CertID {
  /** Thousands of CertIDs share it. */
  readonly #issuer: CertIdIssuer;
  /** Octets in front of those of the serial number, which is the last field. */
  readonly #before: number;

  constructor(issuer: CertIdIssuer, serialNumber: Tlv, object: Uint8Array, { start, end }: Tlv) {
    super(object, start, end);
    this.#issuer = issuer;
    this.#before = serialNumber.contentStart - start;
  }

  get der(): Uint8Array {
    return this.octets();
  }

  get hashAlgorithm(): AlgorithmIdentifier {
    return this.#issuer.hashAlgorithm;
  }

  get issuerNameHash(): Uint8Array {
    return this.#issuer.issuerNameHash;
  }

  get issuerKeyHash(): Uint8Array {
    return this.#issuer.issuerKeyHash;
  }

  get serialNumber(): Uint8Array {
    return this.octets(this.#before);
  }
}

function readIssuer(inside: DerReader): CertIdIssuer {
  const { session, at: start } = inside;
  const hashAlgorithm = readAlgorithmIdentifier(inside, 'hashAlgorithm');
  const nameHash = inside.read(TAG.octetString, 'issuerNameHash');
  const keyHash = inside.read(TAG.octetString, 'issuerKeyHash');
  const same = session.shared?.certIdIssuers.find(session.bytes, start, inside.at);
  if (same?.hashAlgorithm === hashAlgorithm) return same;
  const issuer = { hashAlgorithm, issuerNameHash: inside.content(nameHash), issuerKeyHash: inside.content(keyHash) };
  if (!session.failure) session.shared?.certIdIssuers.keep(session.bytes.subarray(start, inside.at), issuer);
  return issuer;
}

/** `CertStatus ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT UnknownInfo }` */
function readCertStatus(reader: DerReader): CertStatus {
  switch (reader.nextTag) {
    case context(0):
      reader.null('certStatus good', context(0));
      return { type: 'good' };
    case context(2):
      reader.null('certStatus unknown', context(2));
      return { type: 'unknown' };
    default:
      return readRevokedInfo(reader.into(reader.read(contextConstructed(1), 'certStatus')));
  }
}

/** `RevokedInfo ::= SEQUENCE { revocationTime GeneralizedTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }` */
function readRevokedInfo(reader: DerReader): CertStatus {
  const revocationTime = readGeneralizedTime(reader, 'revocationTime');
  const inside = reader.explicit(0, 'revocationReason');
  const revocationReason = inside && readCRLReason(inside);
  inside?.finish('revocationReason');
  reader.finish('RevokedInfo');
  return revocationReason ? { type: 'revoked', revocationTime, revocationReason } : { type: 'revoked', revocationTime };
}

/** `CRLReason ::= ENUMERATED`, RFC 5280 section 5.3.1. */
export function readCRLReason(reader: DerReader): CRLReason | null {
  const offset = reader.at;
  const value = reader.smallInteger('CRLReason', TAG.enumerated);
  const reason = (CRL_REASONS as Record<number, CRLReason>)[value];
  if (reason === undefined)
    reader.fail('ocsp/crl-reason', `CRLReason is ${value}, which RFC 5280 does not define`, offset);
  return reason ?? null;
}
