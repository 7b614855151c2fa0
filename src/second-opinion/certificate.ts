import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate, type Extension as TheirExtension } from '@peculiar/asn1-x509';
import { X509Certificate } from '@peculiar/x509';
import type { Extension } from '../core/model/asn1.ts';
import type { AnyCertificate } from '../core/model/certificate.ts';
import type { Fields } from './comparison.ts';
import { addKnownExtensions } from './known-extensions.ts';
import { addAlgorithm, addMoment, addName, hex, integer } from './normal.ts';

/** Throws what the library throws. */
export const readTheirCertificate = (bytes: Uint8Array): Certificate => AsnConvert.parse(bytes, Certificate);

/** Every field of RFC 5280 section 4.1, ours against the library's. */
export function compareCertificateFields(ours: AnyCertificate, theirs: Certificate, into: Fields): void {
  const tbs = theirs.tbsCertificate;
  // What somebody who uses the library would be shown.
  const rendered = new X509Certificate(theirs);
  into.add('tbsCertificate', hex(ours.tbsCertificate), () => hex(theirs.tbsCertificateRaw!));
  into.add('version', `v${ours.version}`, () => `v${tbs.version + 1}`);
  into.add('serialNumber', integer(ours.serialNumber), () => integer(tbs.serialNumber));
  addAlgorithm(into, 'signature', ours.signature, () => tbs.signature);
  addName(into, 'issuer', ours.issuer, () => tbs.issuer);
  addMoment(into, 'validity.notBefore', ours.validity.notBefore, () => rendered.notBefore);
  addMoment(into, 'validity.notAfter', ours.validity.notAfter, () => rendered.notAfter);
  addName(into, 'subject', ours.subject, () => tbs.subject);
  into.add('subjectPublicKeyInfo', hex(ours.subjectPublicKeyInfo.der), () =>
    hex(AsnConvert.serialize(tbs.subjectPublicKeyInfo)),
  );
  addExtensions(into, 'extensions', ours.extensions, tbs.extensions ?? []);
  addKnownExtensions(into, ours, tbs.extensions ?? []);
  addAlgorithm(into, 'signatureAlgorithm', ours.signatureAlgorithm, () => theirs.signatureAlgorithm);
  into.add('signatureValue', hex(ours.signatureValue.bytes), () => hex(rendered.signature));
}

/** Number, order, ids, criticality and value octets of a list of extensions. */
export function addExtensions(
  into: Fields,
  path: string,
  ours: readonly Extension[],
  theirs: readonly TheirExtension[],
): void {
  into.add(`${path}.length`, String(ours.length), () => String(theirs.length));
  ours.forEach(({ extnID, critical, extnValue }, index) => {
    into.add(`${path}[${index}]`, text(extnID, critical, hex(extnValue)), () => {
      const extension = theirs[index]!;
      return text(extension.extnID, extension.critical, hex(extension.extnValue.buffer));
    });
  });
}

const text = (id: string, critical: boolean, value: string): string => `${id}${critical ? ' critical' : ''} ${value}`;
