/** Certificate extensions. Values come from the asn1-x509 schemas; the Extension around them is written by hand. */
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AccessDescription,
  AuthorityInfoAccessSyntax,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  CRLDistributionPoints,
  DistributionPoint,
  DistributionPointName,
  ExtendedKeyUsage,
  GeneralName,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  PolicyInformation,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import { OID } from '../../src/core/model/oid.ts';
import { boolean, nullValue, objectIdentifier, octetString, sequence } from './der-writer.ts';
import type { Bytes } from './der-writer.ts';
import type { TestKey } from './keys.ts';
import { hash } from './signing.ts';

/** What the schemas take: octets in a buffer of their own. */
export const toBuffer = (bytes: Bytes): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;
export const serialize = (value: unknown): Bytes => new Uint8Array(AsnConvert.serialize(value));

/** `Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }`; FALSE is left out, as DER wants. */
export const extension = (id: string, critical: boolean, value: Bytes): Bytes =>
  sequence(objectIdentifier(id), ...(critical ? [boolean(true)] : []), octetString(value));

/** X.690 section 11.5 forbids it in DER: `critical` FALSE written out although it is the DEFAULT. */
export const extensionWithExplicitFalse = (id: string, value: Bytes): Bytes =>
  sequence(objectIdentifier(id), boolean(false), octetString(value));

/** RFC 5280 section 4.2.1.2, method 1: the SHA-1 of the key's BIT STRING content. */
export const keyIdentifier = (key: TestKey): Bytes => hash('sha1', key.subjectPublicKey);

export const subjectKeyIdentifier = (key: TestKey): Bytes =>
  extension(OID.subjectKeyIdentifier, false, serialize(new SubjectKeyIdentifier(toBuffer(keyIdentifier(key)))));

export const authorityKeyIdentifier = (key: TestKey): Bytes =>
  extension(
    OID.authorityKeyIdentifier,
    false,
    serialize(new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(toBuffer(keyIdentifier(key))) })),
  );

export const keyUsage = (...usages: readonly (keyof typeof KeyUsageFlags)[]): Bytes =>
  extension(
    OID.keyUsage,
    true,
    serialize(new KeyUsage(usages.reduce((flags, usage) => flags | KeyUsageFlags[usage], 0) as never)),
  );

export const extendedKeyUsage = (...purposes: readonly string[]): Bytes =>
  extension(OID.extKeyUsage, false, serialize(new ExtendedKeyUsage([...purposes])));

export const basicConstraints = (cA: boolean, pathLenConstraint?: number): Bytes =>
  extension(
    OID.basicConstraints,
    true,
    serialize(new BasicConstraints(pathLenConstraint === undefined ? { cA } : { cA, pathLenConstraint })),
  );

const url = (uri: string): GeneralName => new GeneralName({ uniformResourceIdentifier: uri });

export const authorityInfoAccess = (urls: { ocsp?: string; caIssuers?: string }): Bytes =>
  extension(
    OID.authorityInfoAccess,
    false,
    serialize(
      new AuthorityInfoAccessSyntax([
        ...(urls.ocsp === undefined
          ? []
          : [new AccessDescription({ accessMethod: OID.adOcsp, accessLocation: url(urls.ocsp) })]),
        ...(urls.caIssuers === undefined
          ? []
          : [new AccessDescription({ accessMethod: OID.adCaIssuers, accessLocation: url(urls.caIssuers) })]),
      ]),
    ),
  );

export const crlDistributionPoint = (uri: string): Bytes =>
  extension(
    OID.cRLDistributionPoints,
    false,
    serialize(
      new CRLDistributionPoints([
        new DistributionPoint({ distributionPoint: new DistributionPointName({ fullName: [url(uri)] }) }),
      ]),
    ),
  );

export const certificatePolicies = (...policies: readonly string[]): Bytes =>
  extension(
    OID.certificatePolicies,
    false,
    serialize(new CertificatePolicies(policies.map((policyIdentifier) => new PolicyInformation({ policyIdentifier })))),
  );

export const subjectAltName = (names: { dns?: readonly string[]; email?: readonly string[] }): Bytes =>
  extension(
    OID.subjectAltName,
    false,
    serialize(
      new SubjectAlternativeName([
        ...(names.dns ?? []).map((dNSName) => new GeneralName({ dNSName })),
        ...(names.email ?? []).map((rfc822Name) => new GeneralName({ rfc822Name })),
      ]),
    ),
  );

/** RFC 6960 section 4.2.2.2.1; BR 7.1.2.8 wants exactly these octets (`0500`), non-critical. */
export const nocheck = (): Bytes => extension(OID.pkixOcspNocheck, false, nullValue());

/** RFC 6962 section 3.1: critical, extnValue exactly `0500`. */
export const poison = (): Bytes => extension(OID.poison, true, nullValue());

/** RFC 6962 section 3.3: the TLS list inside an OCTET STRING inside extnValue. */
export const sctListExtension = (list: Bytes): Bytes =>
  extension(OID.sctList, false, serialize(new OctetString(toBuffer(list))));

/** An extension nobody knows, under a made-up private arc. */
export const unknownExtension = (critical: boolean): Bytes => extension('1.3.6.1.4.1.99999.1', critical, nullValue());
