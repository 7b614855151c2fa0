import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AuthorityInfoAccessSyntax,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  CRLDistributionPoints,
  ExtendedKeyUsage,
  GeneralName,
  KeyUsage,
  KeyUsageFlags,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  type Extension as TheirExtension,
} from '@peculiar/asn1-x509';
import type { AnyCertificate, KnownExtensions } from '../core/model/certificate.ts';
import { fromHex } from '../core/model/bytes.ts';
import { OID } from '../core/model/oid.ts';
import { ABSENT, UNREADABLE, type Fields } from './comparison.ts';
import { hex, list } from './normal.ts';

interface Known {
  readonly id: string;
  /** `undefined` when ours could not read it. */
  readonly ours: (known: KnownExtensions) => string | undefined;
  readonly theirs: (value: ArrayBuffer) => string;
}

const FLAGS = Object.entries(KeyUsageFlags).filter((entry): entry is [string, number] => typeof entry[1] === 'number');

/** The extensions that both decoders take apart, each in one text. */
const KNOWN: readonly Known[] = [
  {
    id: OID.authorityInfoAccess,
    ours: ({ authorityInfoAccess: it }) =>
      it && `methods ${list(it.methods)}; ocsp ${list(it.ocsp)}; caIssuers ${list(it.caIssuers)}`,
    theirs: (value) => {
      const descriptions = [...AsnConvert.parse(value, AuthorityInfoAccessSyntax)];
      const uris = (method: string): string[] =>
        descriptions.flatMap(({ accessMethod, accessLocation: { uniformResourceIdentifier: uri } }) =>
          accessMethod === method && uri !== undefined ? [uri] : [],
        );
      const methods = descriptions.map(({ accessMethod }) => accessMethod);
      return `methods ${list(methods)}; ocsp ${list(uris(OID.adOcsp))}; caIssuers ${list(uris(OID.adCaIssuers))}`;
    },
  },
  {
    id: OID.extKeyUsage,
    ours: ({ extKeyUsage: it }) => it && list(it),
    theirs: (value) => list([...AsnConvert.parse(value, ExtendedKeyUsage)]),
  },
  {
    id: OID.keyUsage,
    ours: ({ keyUsage: it }) => it && list(FLAGS.map(([name]) => name).filter((name) => it.has(name as never))),
    theirs: (value) => {
      const bits = AsnConvert.parse(value, KeyUsage).toNumber();
      return list(FLAGS.filter(([, flag]) => (bits & flag) !== 0).map(([name]) => name));
    },
  },
  {
    id: OID.basicConstraints,
    ours: ({ basicConstraints: it }) => it && `cA ${it.cA}; pathLenConstraint ${it.pathLenConstraint ?? ABSENT}`,
    theirs: (value) => {
      const { cA, pathLenConstraint } = AsnConvert.parse(value, BasicConstraints);
      return `cA ${cA}; pathLenConstraint ${pathLenConstraint ?? ABSENT}`;
    },
  },
  {
    id: OID.subjectAltName,
    ours: ({ subjectAltName: it }) =>
      it &&
      `DNS ${list(it.dnsNames)}; IP ${list(it.ipAddresses.map(addressHex))}; mail ${list(it.rfc822Names)}; other ${list(it.otherNameTypes)}`,
    theirs: (value) => {
      const names = [...AsnConvert.parse(value, SubjectAlternativeName)];
      const dns = names.flatMap(({ dNSName }) => dNSName ?? []);
      const addresses = names.flatMap(({ iPAddress }) => (iPAddress === undefined ? [] : addressOctets(iPAddress)));
      const mail = names.flatMap(({ rfc822Name }) => rfc822Name ?? []);
      const other = names.flatMap(({ otherName }) => otherName?.typeId ?? []);
      return `DNS ${list(dns)}; IP ${list(addresses)}; mail ${list(mail)}; other ${list(other)}`;
    },
  },
  {
    id: OID.subjectKeyIdentifier,
    ours: ({ subjectKeyIdentifier: it }) => it && hex(it),
    theirs: (value) => hex(AsnConvert.parse(value, SubjectKeyIdentifier).buffer),
  },
  {
    id: OID.authorityKeyIdentifier,
    ours: ({ authorityKeyIdentifier: it }) => it && (it.keyIdentifier ? hex(it.keyIdentifier) : ABSENT),
    theirs: (value) => {
      const { keyIdentifier } = AsnConvert.parse(value, AuthorityKeyIdentifier);
      return keyIdentifier ? hex(keyIdentifier.buffer) : ABSENT;
    },
  },
  {
    id: OID.cRLDistributionPoints,
    ours: ({ crlDistributionPoints: it }) => it && list(it),
    theirs: (value) =>
      list(
        [...AsnConvert.parse(value, CRLDistributionPoints)].flatMap(({ distributionPoint }) =>
          (distributionPoint?.fullName ?? []).flatMap(({ uniformResourceIdentifier: uri }) =>
            uri === undefined ? [] : [uri],
          ),
        ),
      ),
  },
  {
    id: OID.certificatePolicies,
    ours: ({ certificatePolicies: it }) => it && list(it),
    theirs: (value) =>
      list([...AsnConvert.parse(value, CertificatePolicies)].map(({ policyIdentifier }) => policyIdentifier)),
  },
  {
    id: OID.sctList,
    ours: ({ signedCertificateTimestampList: it }) => it && hex(it),
    theirs: (value) => hex(AsnConvert.parse(value, OctetString).buffer),
  },
];

/** Adds one field for every extension present that both decoders take apart. */
export function addKnownExtensions(
  into: Fields,
  { known, extensions }: AnyCertificate,
  theirs: readonly TheirExtension[],
): void {
  for (const { id, ours, theirs: read } of KNOWN) {
    if (!extensions.some(({ extnID }) => extnID === id)) continue;
    into.add(`extension ${id}`, ours(known) ?? UNREADABLE, () =>
      read(theirs.find(({ extnID }) => extnID === id)!.extnValue.buffer),
    );
  }
}

/** Ours shows an address as a dotted quad or as hex in groups; both become the octets. */
const addressHex = (text: string): string =>
  text.includes('.') ? hex(Uint8Array.from(text.split('.'), Number)) : hex(fromHex(text.replaceAll(':', '')));

/** The library shows an address as text; written as a GeneralName again it gives its octets, after tag and length. */
const addressOctets = (text: string): string =>
  hex(AsnConvert.serialize(new GeneralName({ iPAddress: text })).slice(2));
