import type { IssuingDistributionPoint, KnownCrlExtensions, RevokedCertificate } from '../model/crl.ts';
import type { Name } from '../model/asn1.ts';
import { OID } from '../model/oid.ts';
import { checkNested } from '../der/nested.ts';
import { context, contextConstructed, TAG, type DerReader } from '../der/reader.ts';
import { readGeneralizedTime } from '../der/time.ts';
import type { ValueReaders } from './extension-values.ts';
import { readGeneralName, readGeneralNames } from './general-name.ts';
import { readAuthorityKeyIdentifier } from './known-extensions.ts';
import { readName } from './name.ts';
import { readCRLReason } from './single-response.ts';

type Writable<Known> = { -readonly [Key in keyof Known]: Known[Key] };

/** Of a whole list, RFC 5280 section 5.2. */
export const LIST_READERS: ValueReaders<Writable<KnownCrlExtensions>> = new Map([
  [OID.authorityKeyIdentifier, readAuthorityKeyIdentifier],
  [OID.cRLNumber, (reader, into) => void (into.cRLNumber = reader.integer('cRLNumber'))],
  [OID.deltaCRLIndicator, (reader, into) => void (into.deltaCRLIndicator = reader.integer('BaseCRLNumber'))],
  [OID.issuingDistributionPoint, readIssuingDistributionPoint],
]);

/** What an entry's own extensions say. */
export interface EntryValues {
  reasonCode?: Exclude<RevokedCertificate['reasonCode'], undefined>;
  invalidityDate?: Exclude<RevokedCertificate['invalidityDate'], undefined>;
  certificateIssuer?: Name;
}

/** Of an entry, RFC 5280 section 5.3. */
export const ENTRY_READERS: ValueReaders<EntryValues> = new Map([
  [
    OID.reasonCode,
    (reader, into) => {
      const reason = readCRLReason(reader);
      if (reason) into.reasonCode = reason;
    },
  ],
  [OID.invalidityDate, (reader, into) => void (into.invalidityDate = readGeneralizedTime(reader, 'invalidityDate'))],
  [OID.certificateIssuer, readCertificateIssuer],
]);

/**
 * `IssuingDistributionPoint ::= SEQUENCE { distributionPoint [0] OPTIONAL, onlyContainsUserCerts [1], onlyContainsCACerts
 * [2], onlySomeReasons [3] ReasonFlags OPTIONAL, indirectCRL [4], onlyContainsAttributeCerts [5] }`, RFC 5280 section 5.2.5.
 */
function readIssuingDistributionPoint(reader: DerReader, into: Writable<KnownCrlExtensions>): void {
  const inside = reader.sequence('issuingDistributionPoint');
  const distributionPoint = readDistributionPointName(inside);
  const onlyContainsUserCerts = readFlag(inside, 1, 'onlyContainsUserCerts');
  const onlyContainsCACerts = readFlag(inside, 2, 'onlyContainsCACerts');
  const onlySomeReasons = inside.nextTag === context(3);
  if (onlySomeReasons) inside.bitString('onlySomeReasons', context(3));
  const indirectCRL = readFlag(inside, 4, 'indirectCRL');
  const onlyContainsAttributeCerts = readFlag(inside, 5, 'onlyContainsAttributeCerts');
  inside.finish('issuingDistributionPoint');
  const scope = {
    onlyContainsUserCerts,
    onlyContainsCACerts,
    onlySomeReasons,
    indirectCRL,
    onlyContainsAttributeCerts,
  };
  into.issuingDistributionPoint = distributionPoint ? { distributionPoint, ...scope } : scope;
}

/** `DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] RelativeDistinguishedName }` */
function readDistributionPointName(reader: DerReader): IssuingDistributionPoint['distributionPoint'] | null {
  const inside = reader.explicit(0, 'distributionPoint');
  if (!inside) return null;
  if (inside.nextTag === contextConstructed(1)) {
    checkNested(inside, inside.any('nameRelativeToCRLIssuer'), 'nameRelativeToCRLIssuer');
    inside.finish('distributionPoint');
    return { type: 'nameRelativeToCRLIssuer' };
  }
  const names = readGeneralNames(inside, 'fullName', contextConstructed(0));
  inside.finish('distributionPoint');
  const uris = names.filter(({ type }) => type === 'uniformResourceIdentifier').map(({ value }) => value);
  return { type: 'fullName', uniformResourceIdentifiers: uris };
}

/** `[number] IMPLICIT BOOLEAN DEFAULT FALSE` */
function readFlag(reader: DerReader, number: number, what: string): boolean {
  if (reader.nextTag !== context(number)) return false;
  const offset = reader.at;
  const content = reader.octetString(what, context(number));
  if (reader.session.failure) return false;
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff))
    reader.fail('der/boolean', `${what} must be the single octet 00 or FF`, offset);
  else if (content[0] === 0)
    reader.session.defects.push({
      code: 'der/explicit-default',
      message: `${what} FALSE is the DEFAULT and must be left out`,
      offset,
      signed: true,
    });
  return content[0] === 0xff;
}

/** `CertificateIssuer ::= GeneralNames`, of which the directoryName names the CA (RFC 5280 section 5.3.3). */
function readCertificateIssuer(reader: DerReader, into: EntryValues): void {
  const offset = reader.at;
  const names = reader.into(reader.read(TAG.sequence, 'certificateIssuer'));
  while (names.more) {
    const directory = names.explicit(4, 'a directoryName in certificateIssuer');
    if (!directory) {
      readGeneralName(names, 'a name in certificateIssuer');
      continue;
    }
    into.certificateIssuer ??= readName(directory, 'a directoryName in certificateIssuer');
    directory.finish('a directoryName in certificateIssuer');
  }
  if (!into.certificateIssuer) reader.fail('crl/certificate-issuer', 'certificateIssuer has no directoryName', offset);
}
