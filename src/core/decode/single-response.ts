import type { Extension } from '../model/asn1.ts';
import { CRL_REASONS, type CertID, type CertStatus, type CRLReason, type SingleResponse } from '../model/ocsp.ts';
import { context, contextConstructed, TAG, type DerReader } from '../der/reader.ts';
import type { CertIdIssuer } from '../der/shared-parts.ts';
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
  const der = reader.whole(tlv);
  // Written out: a copy with one field more is given a shape of its own, which is bigger than the object.
  return nextUpdate
    ? { der, certID, certStatus, thisUpdate, nextUpdate, singleExtensions }
    : { der, certID, certStatus, thisUpdate, singleExtensions };
}

/** `CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }`, RFC 6960 section 4.1.1. */
export function readCertID(reader: DerReader): CertID {
  const tlv = reader.read(TAG.sequence, 'CertID');
  const inside = reader.into(tlv);
  const { hashAlgorithm, issuerNameHash, issuerKeyHash } = readIssuer(inside);
  const serialNumber = inside.integer('serialNumber');
  inside.finish('CertID');
  return { der: reader.whole(tlv), hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber };
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
