/** Certificate revocation lists (RFC 5280 section 5). */
import { OID } from '../../src/core/model/oid.ts';
import {
  bitString,
  certificateTime,
  enumerated,
  explicit,
  implicitPrimitive,
  integer,
  sequence,
  tlv,
} from './der-writer.ts';
import type { Bytes } from './der-writer.ts';
import { authorityKeyIdentifier, extension } from './extensions.ts';
import type { IssuerIdentity } from './ocsp.ts';
import { usualAlgorithm } from './signing.ts';
import type { SignatureAlgorithm } from './signing.ts';

export interface CrlEntry {
  /** Hex. */
  readonly serialNumber: string;
  /** RFC 3339 UTC. */
  readonly revokedAt: string;
  /** CRLReason as its number; absent leaves the extension out. */
  readonly reason?: number;
}

export interface CrlOptions {
  readonly issuer: IssuerIdentity;
  readonly number: number;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
  readonly entries: readonly CrlEntry[];
  /** IssuingDistributionPoint: MRSP 6.1.2 wants it critical, with the URI, in a partitioned CRL. */
  readonly issuingDistributionPoint?: { readonly uri: string; readonly critical: boolean };
  readonly algorithm?: SignatureAlgorithm;
  readonly changeSignature?: (signature: Bytes) => Bytes;
}

/** `CertificateList`, v2, with AKI and CRL number. */
export function crl(options: CrlOptions): Bytes {
  const {
    issuer,
    algorithm = usualAlgorithm(issuer.key),
    nextUpdate,
    entries,
    issuingDistributionPoint: idp,
  } = options;
  const extensions = [
    authorityKeyIdentifier(issuer.key),
    extension(OID.cRLNumber, false, integer(options.number.toString(16))),
    ...(idp ? [extension(OID.issuingDistributionPoint, idp.critical, distributionPoint(idp.uri))] : []),
  ];
  const tbs = sequence(
    integer('01'),
    algorithm.identifier,
    issuer.name,
    certificateTime(options.thisUpdate),
    ...(nextUpdate === null ? [] : [certificateTime(nextUpdate)]),
    ...(entries.length > 0 ? [sequence(...entries.map(entry))] : []),
    explicit(0, sequence(...extensions)),
  );
  const signature = (options.changeSignature ?? ((same: Bytes) => same))(algorithm.sign(issuer.key, tbs));
  return sequence(tbs, algorithm.identifier, bitString(signature));
}

const entry = ({ serialNumber, revokedAt, reason }: CrlEntry): Bytes =>
  sequence(
    integer(serialNumber),
    certificateTime(revokedAt),
    ...(reason === undefined ? [] : [sequence(extension(OID.reasonCode, false, enumerated(reason)))]),
  );

/** `IssuingDistributionPoint { distributionPoint [0] { fullName [0] { uniformResourceIdentifier [6] } }, onlyContainsUserCerts [1] TRUE }` */
const distributionPoint = (uri: string): Bytes =>
  sequence(
    tlv(0xa0, tlv(0xa0, implicitPrimitive(6, new TextEncoder().encode(uri)))),
    implicitPrimitive(1, Uint8Array.of(0xff)),
  );
