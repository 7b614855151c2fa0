import { findExtension, type Extension } from '../../model/asn1.ts';
import type { AnyCertificate } from '../../model/certificate.ts';
import { equalBytes, toHex } from '../../model/bytes.ts';
import { OID } from '../../model/oid.ts';
import { formatName } from '../../decode/rfc4514.ts';
import type { InHand } from '../../verify/index.ts';
import { isOnlyForOcsp } from '../sha1.ts';
import { subjectOf } from '../words.ts';

/** What a certificatePolicies extension amounts to: forbidden until BR 2.2.5, discouraged since 2.2.6. */
export type PoliciesLevel = 'violation' | 'warning';

/** One point of BR 7.1.2.8 that a certificate does not meet; `point` continues "The certificate of … ". */
export interface ProfilePoint {
  readonly outcome: 'violation' | 'warning' | 'info';
  readonly point: string;
}

/** DER of an empty SEQUENCE and of NULL, which basicConstraints and nocheck must be. */
const EMPTY_SEQUENCE = '3000';
const NULL = '0500';

/**
 * BR 7.1.2.8 (policy.md section 2.3) point by point; empty when the profile is met. `issuers` are the CAs that issued it,
 * under the names that answers were given for. Its notBefore is no point here: nothing tells when it was signed.
 */
export function profilePoints(
  certificate: AnyCertificate,
  policies: PoliciesLevel,
  issuers: readonly InHand[],
): ProfilePoint[] {
  const points: ProfilePoint[] = [];
  const must = (met: boolean, point: string) => met || points.push({ outcome: 'violation', point });
  const { known, version } = certificate;
  const extension = (id: string): Extension | undefined => findExtension(certificate.extensions, id);
  const valueOf = (id: string): string => toHex(extension(id)?.extnValue ?? new Uint8Array());

  must(version === 3, `is X.509 version ${version}, not 3`);
  const other = issuers.find((issuer) => !equalBytes(issuer.certificate.subject.der, certificate.issuer.der));
  must(
    other === undefined,
    `has the issuer ${formatName(certificate.issuer) || '(empty)'}, not byte for byte the subject of the CA that issued it, ${other && subjectOf(other)}`,
  );
  must(extension(OID.authorityKeyIdentifier) !== undefined, 'has no authorityKeyIdentifier');
  must(
    isOnlyForOcsp(certificate),
    `has the extended key usage ${known.extKeyUsage?.join(', ') ?? '(none)'}, not id-kp-OCSPSigning alone`,
  );

  const nocheck = extension(OID.pkixOcspNocheck);
  must(nocheck !== undefined, 'has no id-pkix-ocsp-nocheck');
  if (nocheck) {
    must(!nocheck.critical, 'marks id-pkix-ocsp-nocheck critical');
    must(
      valueOf(OID.pkixOcspNocheck) === NULL,
      `has an id-pkix-ocsp-nocheck of ${valueOf(OID.pkixOcspNocheck)}, not ${NULL}`,
    );
  }

  const keyUsage = extension(OID.keyUsage);
  must(keyUsage !== undefined, 'has no keyUsage');
  if (keyUsage) {
    const bits = [...(known.keyUsage ?? [])];
    must(keyUsage.critical, 'does not mark keyUsage critical');
    must(
      bits.join() === 'digitalSignature',
      `has the keyUsage ${bits.join(', ') || '(none)'}, not digitalSignature alone`,
    );
  }

  const constraints = extension(OID.basicConstraints);
  must(known.basicConstraints?.cA !== true, 'is a CA certificate');
  if (constraints && known.basicConstraints?.cA !== true) {
    must(constraints.critical, 'does not mark basicConstraints critical');
    must(
      valueOf(OID.basicConstraints) === EMPTY_SEQUENCE,
      `has a basicConstraints of ${valueOf(OID.basicConstraints)}, not ${EMPTY_SEQUENCE}`,
    );
  }

  must(extension(OID.nameConstraints) === undefined, 'has nameConstraints');
  must(extension(OID.subjectAltName) === undefined, 'has a subjectAltName');
  must(extension(OID.cRLDistributionPoints) === undefined, 'has cRLDistributionPoints');

  const methods = known.authorityInfoAccess?.methods;
  if (methods) {
    must(
      methods.every((method) => method === OID.adOcsp),
      'has an authorityInfoAccess with something other than id-ad-ocsp',
    );
    points.push({ outcome: 'warning', point: 'has an authorityInfoAccess, which is not recommended' });
  }
  if (extension(OID.certificatePolicies))
    points.push({
      outcome: policies,
      point: `has certificatePolicies, which it ${policies === 'violation' ? 'must' : 'should'} not`,
    });
  if (!extension(OID.subjectKeyIdentifier))
    points.push({ outcome: 'info', point: 'has no subjectKeyIdentifier, which it should have' });
  return points;
}
