import { context, contextConstructed, TAG } from '../der/tags.ts';
import { readObjectIdentifier } from '../der/object-identifier.ts';
import { CRL_REASONS } from '../model/ocsp.ts';
import { OID } from '../model/oid.ts';
import { shortOid } from './oid-names.ts';
import type { Part } from './part.ts';
import type { Shape } from './shape.ts';
import {
  explicit,
  generalName,
  generalNames,
  leaf,
  OCTETS,
  OID_TAG,
  optional,
  SEQUENCE,
  serialNumber,
  time,
} from './shapes-common.ts';
import { hexOf, oidOf, oidText, typeValue } from './value.ts';

/** `Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }`, named by its extnID. */
const extension: Shape = {
  name: 'Extension',
  tags: SEQUENCE,
  title: ({ parts: [id] }) => {
    const oid = oidOf(id);
    return oid === null ? 'Extension' : shortOid(oid);
  },
  say: ({ parts }) => {
    const critical = parts.find(({ tag }) => tag === TAG.boolean);
    return critical && critical.content[0] !== 0 ? 'critical' : '';
  },
  parts: ({ bytes }, [id]) => {
    const oid = id?.tag === TAG.objectIdentifier ? readObjectIdentifier(bytes, id.contentStart, id.end) : null;
    const known = oid === null ? undefined : VALUES.get(oid);
    const value = { name: 'extnValue', tags: OCTETS, shown: 'through' } as const;
    return [
      { name: 'extnID', tags: OID_TAG, shown: 'hidden' },
      { name: 'critical', tags: [TAG.boolean], optional: true, shown: 'hidden' },
      known === 'sct-list'
        ? { ...value, holds: 'der', parts: [{ name: 'octets', tags: OCTETS, holds: known, shown: 'through' }] }
        : { ...value, holds: 'der', ...(known && { parts: [known] }) },
    ];
  },
};

export const extensions = (name: string): Shape => ({ name, tags: SEQUENCE, each: extension });

/** Bits by name, the first one the most significant of the first octet (X.680 section 22). */
const bits =
  (names: readonly string[]) =>
  ({ content, tag }: Part): string => {
    const octets = tag === TAG.bitString || tag === context(3) || tag === context(1) ? content.subarray(1) : content;
    const set = names.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
    return set.join(', ') || 'none';
  };

const KEY_USAGE = [
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
const REASONS = [
  'unused',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
];

/** `CRLReason ::= ENUMERATED`, RFC 5280 section 5.3.1. */
export const crlReason = (name: string): Shape =>
  leaf(name, [TAG.enumerated], {
    say: (part) => {
      const word = part.content.length === 1 ? (CRL_REASONS as Record<number, string>)[part.content[0]!] : undefined;
      return word ? `${word} (${part.content[0]})` : typeValue(part);
    },
  });

const distributionPointName: Shape = {
  name: 'distributionPoint [0]',
  tags: [contextConstructed(0)],
  shown: 'through',
  parts: [
    {
      name: 'DistributionPointName',
      choices: [
        generalNames('fullName', [contextConstructed(0)]),
        { name: 'nameRelativeToCRLIssuer', tags: [contextConstructed(1)] },
      ],
    },
  ],
};

const distributionPoints: Shape = {
  name: 'CRLDistributionPoints',
  tags: SEQUENCE,
  shown: 'through',
  each: {
    name: 'DistributionPoint',
    tags: SEQUENCE,
    parts: [
      optional(distributionPointName),
      leaf('reasons', [context(1)], { optional: true, say: bits(REASONS) }),
      optional(generalNames('cRLIssuer', [contextConstructed(2)])),
    ],
  },
};

const accessDescriptions: Shape = {
  name: 'AuthorityInfoAccessSyntax',
  tags: SEQUENCE,
  shown: 'through',
  each: {
    name: 'AccessDescription',
    tags: SEQUENCE,
    title: ({ parts: [method] }) => shortOid(oidOf(method) ?? 'AccessDescription'),
    parts: [
      { name: 'accessMethod', tags: OID_TAG, shown: 'hidden' },
      { ...generalName, name: 'accessLocation' },
    ],
  },
};

const flag = (number: number, name: string): Shape =>
  leaf(name, [context(number)], {
    optional: true,
    say: ({ content }) => (content.length === 1 ? (content[0] === 0 ? 'FALSE' : 'TRUE') : hexOf(content)),
  });

const issuingDistributionPoint: Shape = {
  name: 'IssuingDistributionPoint',
  tags: SEQUENCE,
  shown: 'through',
  parts: [
    optional(distributionPointName),
    flag(1, 'onlyContainsUserCerts'),
    flag(2, 'onlyContainsCACerts'),
    leaf('onlySomeReasons', [context(3)], { optional: true, say: bits(REASONS) }),
    flag(4, 'indirectCRL'),
    flag(5, 'onlyContainsAttributeCerts'),
  ],
};

const subtrees = (number: number, name: string): Shape => ({
  name,
  tags: [contextConstructed(number)],
  optional: true,
  each: { name: 'GeneralSubtree', tags: SEQUENCE, shown: 'through', parts: [{ ...generalName, name: 'base' }] },
});

const keyIdentifier = leaf('keyIdentifier', OCTETS);
/** An extension that says all by being there. */
const NOTHING: Shape = { name: 'NULL', tags: [TAG.null], shown: 'hidden' };
const integer = (name: string): Shape => leaf(name, [TAG.integer]);

/** What an extension's value is, by its extnID. */
const VALUES: ReadonlyMap<string, Shape | 'sct-list'> = new Map<string, Shape | 'sct-list'>([
  [OID.subjectKeyIdentifier, keyIdentifier],
  [OID.keyUsage, leaf('KeyUsage', [TAG.bitString], { say: bits(KEY_USAGE) })],
  [OID.subjectAltName, { ...generalNames('GeneralNames'), shown: 'through' }],
  ['2.5.29.18', { ...generalNames('GeneralNames'), shown: 'through' }],
  [
    OID.basicConstraints,
    {
      name: 'BasicConstraints',
      tags: SEQUENCE,
      shown: 'through',
      say: ({ parts }) => (parts.length === 0 ? 'cA FALSE by default' : ''),
      parts: [leaf('cA', [TAG.boolean], { optional: true }), optional(integer('pathLenConstraint'))],
    },
  ],
  [OID.cRLNumber, integer('CRLNumber')],
  [OID.deltaCRLIndicator, integer('BaseCRLNumber')],
  [OID.reasonCode, crlReason('CRLReason')],
  [OID.invalidityDate, time('InvalidityDate')],
  [OID.issuingDistributionPoint, issuingDistributionPoint],
  [OID.certificateIssuer, generalNames('CertificateIssuer')],
  [
    OID.nameConstraints,
    {
      name: 'NameConstraints',
      tags: SEQUENCE,
      shown: 'through',
      parts: [subtrees(0, 'permittedSubtrees'), subtrees(1, 'excludedSubtrees')],
    },
  ],
  [OID.cRLDistributionPoints, distributionPoints],
  ['2.5.29.46', distributionPoints],
  [
    OID.certificatePolicies,
    {
      name: 'CertificatePolicies',
      tags: SEQUENCE,
      shown: 'through',
      each: {
        name: 'PolicyInformation',
        tags: SEQUENCE,
        shown: 'leaf',
        say: ({ parts: [id] }) => oidText(oidOf(id)),
        parts: [
          { name: 'policyIdentifier', tags: OID_TAG },
          { name: 'policyQualifiers', tags: SEQUENCE, optional: true },
        ],
      },
    },
  ],
  [
    OID.authorityKeyIdentifier,
    {
      name: 'AuthorityKeyIdentifier',
      tags: SEQUENCE,
      shown: 'through',
      parts: [
        leaf('keyIdentifier', [context(0)], { optional: true, say: ({ content }) => hexOf(content) }),
        optional(generalNames('authorityCertIssuer', [contextConstructed(1)])),
        { ...serialNumber('authorityCertSerialNumber'), tags: [context(2)], optional: true },
      ],
    },
  ],
  [
    OID.extKeyUsage,
    { name: 'ExtKeyUsageSyntax', tags: SEQUENCE, shown: 'through', each: leaf('KeyPurposeId', OID_TAG) },
  ],
  [OID.authorityInfoAccess, accessDescriptions],
  ['1.3.6.1.5.5.7.1.11', accessDescriptions],
  ['1.3.6.1.5.5.7.1.24', { name: 'Features', tags: SEQUENCE, shown: 'through', each: integer('feature') }],
  [OID.sctList, 'sct-list'],
  [OID.ocspSctList, 'sct-list'],
  [OID.poison, NOTHING],
  [OID.pkixOcspNonce, leaf('Nonce', OCTETS)],
  [OID.pkixOcspNocheck, NOTHING],
  [OID.pkixOcspExtendedRevoke, NOTHING],
  [OID.pkixOcspArchiveCutoff, time('ArchiveCutoff')],
  [
    OID.pkixOcspCrl,
    {
      name: 'CrlID',
      tags: SEQUENCE,
      shown: 'through',
      parts: [
        optional(explicit(0, 'crlUrl', leaf('crlUrl', [TAG.ia5String]))),
        optional(explicit(1, 'crlNum', integer('crlNum'))),
        optional(explicit(2, 'crlTime', time('crlTime'))),
      ],
    },
  ],
]);
