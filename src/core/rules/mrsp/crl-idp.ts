import { findExtension } from '../../model/asn1.ts';
import type { CertificateList } from '../../model/crl.ts';
import { OID } from '../../model/oid.ts';
import type { VerifiedCrl, VerifiedEntry } from '../../verify/index.ts';
import { cannotTell, defineRule, pass, violation, warning, type Judgement } from '../rule.ts';
import { all, certificateOf, isTls } from '../scope.ts';
import { MRSP, utc } from '../sources.ts';
import { nameOf, time } from '../words.ts';

const CCADB = 'what the CA has told CCADB of its CRLs (Full CRL, JSON Array of Partitioned CRLs)';

export const crlIdp = defineRule({
  id: 'mrsp/crl-idp',
  requirement:
    "A CRL that is not for all of the CA's unexpired certificates says so: a critical issuing distribution point with the URI that certificates or CCADB give for it.",
  level: 'MUST',
  source: MRSP,
  judges: 'crl',
  clock: 'thisUpdate',
  windows: [
    {
      from: utc('2023-02-15'),
      section: '6.1.2',
      quote:
        'A CRL whose scope does not include all unexpired certificates that are issued by the CA SHALL contain a critical Issuing Distribution Point extension (OID 2.5.29.28). The distributionPoint field of the extension SHALL include a UniformResourceIdentifier',
    },
  ],
  needs: ['crlSigner'],

  applies({ crl: { list, signer } }) {
    if (!list) return 'The CRL could not be decoded.';
    const scope = list.known.issuingDistributionPoint;
    return all(
      !signer ||
        isTls(signer.certificate) ||
        "It concerns CRLs of TLS certificates; this CRL's CA is for other purposes.",
      !scope?.onlyContainsCACerts || 'It concerns CRLs of TLS certificates; this one is for CA certificates.',
      !scope?.onlyContainsAttributeCerts ||
        'It concerns CRLs of TLS certificates; this one is for attribute certificates.',
    );
  },

  check({ crl, entries }, { crlSigner }) {
    const list = crl.list!;
    const said = `The CRL issued at ${time(list.thisUpdate.instant)}`;
    const extension = findExtension(list.crlExtensions, OID.issuingDistributionPoint);
    if (!extension) return withoutScope(said, crl, list, entries);
    const scope = list.known.issuingDistributionPoint;
    if (!scope)
      return cannotTell(
        () => `${said} has an issuing distribution point that cannot be read.`,
        'a CRL that can be read',
      );
    const point = scope.distributionPoint;
    if (!point)
      return scope.onlyContainsUserCerts && crlSigner.certificate.known.basicConstraints?.pathLenConstraint !== 0
        ? cannotTell(
            () =>
              `${said} is for user certificates only and names no distribution point; whether its CA has issued others cannot be told.`,
            CCADB,
          )
        : pass(
            () => `${said} has an issuing distribution point, but its scope leaves out none of the CA's certificates.`,
          );

    const uris = point.type === 'fullName' ? point.uniformResourceIdentifiers : [];
    const faults = [...(extension.critical ? [] : ['is not critical']), ...(uris.length ? [] : ['has no URI'])];
    if (faults.length)
      return violation(`${said} is partitioned, but its issuing distribution point ${faults.join(' and ')}.`);
    const naming = entries.find((entry) =>
      certificateOf(entry).known.crlDistributionPoints?.some((uri) => uris.includes(uri)),
    );
    return naming
      ? pass(() => `${said} is partitioned and says so, for ${uris.join(', ')}, which ${nameOf(naming)} names too.`)
      : cannotTell(
          () => `${said} is partitioned and says so, for ${uris.join(', ')}, which no certificate in hand names.`,
          'a certificate that names this URI in its cRLDistributionPoints',
          CCADB,
        );
  },
});

/** Without the extension a CRL claims to be for all certificates: true, unless another CRL or the certificates say otherwise. */
function withoutScope(
  said: string,
  crl: VerifiedCrl,
  list: CertificateList,
  entries: readonly VerifiedEntry[],
): Judgement {
  const none = `${said} has no issuing distribution point, so it is for all certificates of its CA`;
  for (const entry of entries) {
    const here = entry.crlStatuses.find((status) => status.crl === crl);
    const before = entry.crlStatuses.find(
      ({ revoked, list: other }) =>
        revoked &&
        other.thisUpdate.instant <= list.thisUpdate.instant &&
        revoked.reasonCode !== 'certificateHold' &&
        revoked.reasonCode !== 'removeFromCRL',
    );
    if (!here || here.revoked || !before) continue;
    return {
      ...warning(
        `${none}, but it does not list ${nameOf(entry)}, which the CRL issued at ${time(before.list.thisUpdate.instant)} lists as revoked: it leaves out that certificate, or an entry was taken away.`,
      ),
      evidence: [crl.sha256, before.crl.sha256, entry.subject.inHand.sha256],
    };
  }
  const named = new Set(entries.flatMap((entry) => certificateOf(entry).known.crlDistributionPoints?.join(', ') ?? []));
  return named.size > 1
    ? cannotTell(
        () =>
          `${none}; but its certificates in hand name different CRLs (${[...named].sort().join('; ')}), so it may have been divided.`,
        CCADB,
      )
    : pass(() => `${none}.`);
}
