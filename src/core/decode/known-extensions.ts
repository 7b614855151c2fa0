import type { Extension } from '../model/asn1.ts';
import type { KeyUsageBit, KnownExtensions } from '../model/certificate.ts';
import type { Defect } from '../model/result.ts';
import { OID } from '../model/oid.ts';
import { checkNested } from '../der/nested.ts';
import type { DerReader } from '../der/reader.ts';
import type { SharedParts } from '../der/shared-parts.ts';
import { context, contextConstructed, TAG } from '../der/tags.ts';
import { expectOne } from './at-least-one.ts';
import { readExtensionValues, type ValueReaders } from './extension-values.ts';
import { readGeneralName, readGeneralNames } from './general-name.ts';

type Writable = { -readonly [Key in keyof KnownExtensions]: KnownExtensions[Key] };

/**
 * Decodes the extensions the rules read (RFC 5280 section 4.2, RFC 6962 section 3.3).
 * The values must be views into `object`, because defects tell offsets into it.
 */
export const readKnownExtensions = (
  extensions: readonly Extension[],
  object: Uint8Array,
  shared: SharedParts | null = null,
): { known: KnownExtensions; defects: Defect[] } => readExtensionValues<Writable>(extensions, object, READERS, shared);

const READERS: ValueReaders<Writable> = new Map([
  [OID.authorityInfoAccess, readAuthorityInfoAccess],
  [OID.extKeyUsage, readExtKeyUsage],
  [OID.keyUsage, readKeyUsage],
  [OID.basicConstraints, readBasicConstraints],
  [OID.subjectAltName, readSubjectAltName],
  [
    OID.subjectKeyIdentifier,
    (reader, into) => void (into.subjectKeyIdentifier = reader.octetString('subjectKeyIdentifier')),
  ],
  [OID.authorityKeyIdentifier, readAuthorityKeyIdentifier],
  [OID.cRLDistributionPoints, readCrlDistributionPoints],
  [OID.certificatePolicies, readCertificatePolicies],
  [
    OID.sctList,
    (reader, into) => void (into.signedCertificateTimestampList = reader.octetString('SignedCertificateTimestampList')),
  ],
]);

/** `AuthorityInfoAccessSyntax ::= SEQUENCE SIZE (1..MAX) OF AccessDescription { accessMethod, accessLocation GeneralName }` */
function readAuthorityInfoAccess(reader: DerReader, into: Writable): void {
  const start = reader.at;
  const list = reader.sequence('authorityInfoAccess');
  expectOne(list, 'authorityInfoAccess', start);
  const ocsp: string[] = [];
  const caIssuers: string[] = [];
  const methods: string[] = [];
  while (list.more) {
    const description = list.sequence('an AccessDescription');
    const method = description.objectIdentifier('an accessMethod');
    const location = readGeneralName(description, 'an accessLocation');
    description.finish('an AccessDescription');
    methods.push(method);
    if (location.type !== 'uniformResourceIdentifier') continue;
    if (method === OID.adOcsp) ocsp.push(location.value);
    if (method === OID.adCaIssuers) caIssuers.push(location.value);
  }
  into.authorityInfoAccess = { ocsp, caIssuers, methods };
}

/** `ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId` */
function readExtKeyUsage(reader: DerReader, into: Writable): void {
  const start = reader.at;
  const list = reader.sequence('extKeyUsage');
  expectOne(list, 'extKeyUsage', start);
  const purposes: string[] = [];
  while (list.more) purposes.push(list.objectIdentifier('a KeyPurposeId'));
  into.extKeyUsage = purposes;
}

const KEY_USAGE_BITS: readonly KeyUsageBit[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

function readKeyUsage(reader: DerReader, into: Writable): void {
  const { bytes } = reader.bitString('keyUsage');
  into.keyUsage = new Set(KEY_USAGE_BITS.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0));
}

/** `BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }` */
function readBasicConstraints(reader: DerReader, into: Writable): void {
  const inside = reader.sequence('basicConstraints');
  let cA = false;
  if (inside.nextTag === TAG.boolean) {
    const offset = inside.at;
    cA = inside.boolean('cA');
    if (!cA && !reader.session.failure)
      reader.session.defects.push({
        code: 'der/explicit-default',
        message: 'cA FALSE is the DEFAULT and must be left out',
        offset,
        signed: true,
      });
  }
  const pathLenConstraint = inside.more ? inside.smallInteger('pathLenConstraint') : null;
  inside.finish('basicConstraints');
  into.basicConstraints = { cA, pathLenConstraint };
}

const NO_NAMES: readonly string[] = [];

function readSubjectAltName(reader: DerReader, into: Writable): void {
  const names = readGeneralNames(reader, 'subjectAltName');
  const of = (type: string): readonly string[] => {
    const found = names.filter((name) => name.type === type);
    return found.length ? found.map(({ value }) => value) : NO_NAMES;
  };
  into.subjectAltName = {
    dnsNames: of('dNSName'),
    ipAddresses: of('iPAddress'),
    rfc822Names: of('rfc822Name'),
    otherNameTypes: of('otherName'),
  };
}

/** `AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] OPTIONAL, authorityCertIssuer [1], authorityCertSerialNumber [2] }` */
export function readAuthorityKeyIdentifier(
  reader: DerReader,
  into: { authorityKeyIdentifier?: KnownExtensions['authorityKeyIdentifier'] },
): void {
  const inside = reader.sequence('authorityKeyIdentifier');
  const keyIdentifier = inside.nextTag === context(0) ? inside.octetString('keyIdentifier', context(0)) : null;
  if (inside.nextTag === contextConstructed(1)) readGeneralNames(inside, 'authorityCertIssuer', contextConstructed(1));
  if (inside.nextTag === context(2)) inside.integer('authorityCertSerialNumber', context(2));
  inside.finish('authorityKeyIdentifier');
  into.authorityKeyIdentifier = { keyIdentifier };
}

/** `CRLDistributionPoints ::= SEQUENCE SIZE (1..MAX) OF DistributionPoint`; only the URIs of fullName are read. */
function readCrlDistributionPoints(reader: DerReader, into: Writable): void {
  const start = reader.at;
  const list = reader.sequence('cRLDistributionPoints');
  expectOne(list, 'cRLDistributionPoints', start);
  const urls: string[] = [];
  while (list.more) {
    const tlv = list.read(TAG.sequence, 'a DistributionPoint');
    checkNested(list, tlv, 'a DistributionPoint');
    const point = list.into(tlv);
    const fullName = point.explicit(0, 'distributionPoint')?.optional(contextConstructed(0), 'fullName');
    if (!fullName) continue;
    const names = point.into(fullName);
    expectOne(names, 'fullName', fullName.start);
    while (names.more) {
      const name = readGeneralName(names, 'a name in fullName');
      if (name.type === 'uniformResourceIdentifier') urls.push(name.value);
    }
  }
  into.crlDistributionPoints = urls;
}

/** `certificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation { policyIdentifier, policyQualifiers OPTIONAL }` */
function readCertificatePolicies(reader: DerReader, into: Writable): void {
  const start = reader.at;
  const list = reader.sequence('certificatePolicies');
  expectOne(list, 'certificatePolicies', start);
  const policies: string[] = [];
  while (list.more) {
    const tlv = list.read(TAG.sequence, 'a PolicyInformation');
    checkNested(list, tlv, 'a PolicyInformation');
    policies.push(list.into(tlv).objectIdentifier('a policyIdentifier'));
  }
  into.certificatePolicies = policies;
}
