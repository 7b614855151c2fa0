/** Certificate revocation lists (RFC 5280 section 5). */
import { concatBytes } from '../../src/core/model/bytes.ts';
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
  /** Further extensions, DER. */
  readonly extensions?: readonly Bytes[];
}

/** IssuingDistributionPoint (RFC 5280 section 5.2.5): MRSP 6.1.2 wants it critical, with the URI, in a partitioned CRL. */
export interface IssuingDistributionPointOptions {
  readonly uri?: string;
  readonly critical: boolean;
  /** Which of the five flags by their tag numbers; default only onlyContainsUserCerts [1]. */
  readonly flags?: readonly (1 | 2 | 4 | 5)[];
  /** `distributionPoint` in other words than one URI: DER of the DistributionPointName. */
  readonly name?: Bytes;
}

export interface CrlOptions {
  readonly issuer: IssuerIdentity;
  readonly number: number;
  readonly thisUpdate: string;
  readonly nextUpdate: string | null;
  readonly entries: readonly CrlEntry[];
  readonly issuingDistributionPoint?: IssuingDistributionPointOptions;
  /** Further crlExtensions, DER. */
  readonly extensions?: readonly Bytes[];
  /** Changes the TBSCertList before it is signed: for what only looks like a CRL. */
  readonly changeTbs?: (tbs: Bytes) => Bytes;
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
    ...(idp ? [extension(OID.issuingDistributionPoint, idp.critical, distributionPoint(idp))] : []),
    ...(options.extensions ?? []),
  ];
  const plain = sequence(
    integer('01'),
    algorithm.identifier,
    issuer.name,
    certificateTime(options.thisUpdate),
    ...(nextUpdate === null ? [] : [certificateTime(nextUpdate)]),
    ...(entries.length > 0 ? [sequence(concatBytes(entries.map(entry)))] : []),
    explicit(0, sequence(...extensions)),
  );
  const tbs = options.changeTbs ? options.changeTbs(plain) : plain;
  const signature = (options.changeSignature ?? ((same: Bytes) => same))(algorithm.sign(issuer.key, tbs));
  return sequence(tbs, algorithm.identifier, bitString(signature));
}

function entry({ serialNumber, revokedAt, reason, extensions = [] }: CrlEntry): Bytes {
  const all = [...(reason === undefined ? [] : [extension(OID.reasonCode, false, enumerated(reason))]), ...extensions];
  return sequence(integer(serialNumber), certificateTime(revokedAt), ...(all.length ? [sequence(...all)] : []));
}

/** `IssuingDistributionPoint { distributionPoint [0] { fullName [0] { uniformResourceIdentifier [6] } }, [1] … TRUE }` */
function distributionPoint({ uri, name, flags = [1] }: IssuingDistributionPointOptions): Bytes {
  const full = uri === undefined ? name : tlv(0xa0, implicitPrimitive(6, new TextEncoder().encode(uri)));
  return sequence(
    ...(full ? [tlv(0xa0, full)] : []),
    ...flags.map((flag) => implicitPrimitive(flag, Uint8Array.of(0xff))),
  );
}
