import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import type { CrlStatusEntry } from '../model/verdict.ts';
import type { Instant } from '../model/time.ts';
import { equalBytes, toHex } from '../model/bytes.ts';
import { parseInstant, SECOND } from '../model/time.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { findIssuance } from '../verify/issuer.ts';
import type { InHand } from '../verify/in-hand.ts';
import { toPem, type Shelf } from './shelf.ts';
import { bundlePath } from '../verdict/file-name.ts';

/** A command that people run in the folder of an unpacked evidence bundle, without this app. */
export interface OpensslCommand {
  /** What it shows, in one sentence. */
  readonly shows: string;
  /** One or more lines for a POSIX shell. Only hex, numbers and file names of ours stand in it. */
  readonly command: string;
  /** Pieces of what it prints, on either stream, in lower or upper case: as the verdict has it. */
  readonly expect: readonly string[];
}

/** The fields of a certificate that openssl prints, and its signature under its issuer's key. */
export async function certificateCommands(
  { sha256, kind, bytes }: Evidence,
  shelf: Shelf,
): Promise<readonly OpensslCommand[]> {
  const file = bundlePath(sha256, kind);
  const commands: OpensslCommand[] = [sameBytes(file, sha256)];
  const decoded = decodeCertificate(bytes);
  if (!decoded.ok) return [...commands, anatomy(file)];
  const certificate = decoded.value;
  commands.push({
    shows: 'The fields that the verdict rests on.',
    command: `openssl x509 -inform DER -in ${file} -noout -serial -dates -issuer -subject`,
    expect: [...serialLine(certificate), ...dateLines(certificate)],
  });
  const { signature, signer } = await findIssuance(certificate, shelf.index);
  if (signer && (signature === 'valid' || signature === 'invalid'))
    commands.push({
      shows:
        signature === 'valid'
          ? 'Its signature verifies under the issuer’s key; dates and critical extensions, such as the poison of a precertificate, are left aside.'
          : 'Its signature does not verify under the issuer’s key.',
      command: lines(
        shelf.toPem(signer, 'issuer.pem'),
        toPem(file, 'certificate.pem'),
        'openssl verify -partial_chain -no_check_time -ignore_critical -CAfile issuer.pem certificate.pem',
      ),
      expect: [signature === 'valid' ? 'certificate.pem: OK' : 'certificate signature failure'],
    });
  return commands;
}

/** The file is the one that the verdict speaks of. */
export const sameBytes = (file: string, sha256: string): OpensslCommand => ({
  shows: 'The file holds the very bytes that were judged.',
  command: `openssl dgst -sha256 ${file}`,
  expect: [sha256],
});

/** For what openssl may not read as what it claims to be. */
export const anatomy = (file: string): OpensslCommand => ({
  shows: 'What openssl makes of the bytes; it reads more loosely than DER allows.',
  command: `openssl asn1parse -inform DER -i -in ${file}`,
  expect: [],
});

/** A CRL's signature, and its entry about a certificate where it has one. */
export function crlCommands(
  { sha256, kind }: Evidence,
  signer: InHand,
  shelf: Shelf,
  about: { readonly serialNumber: string; readonly status: CrlStatusEntry } | null,
): readonly OpensslCommand[] {
  const file = bundlePath(sha256, kind);
  const commands = [
    sameBytes(file, sha256),
    {
      shows: 'The CRL’s signature verifies under the issuer’s key.',
      command: lines(
        shelf.toPem(signer, 'issuer.pem'),
        `openssl crl -inform DER -in ${file} -CAfile issuer.pem -noout`,
      ),
      expect: ['verify OK'],
    },
  ];
  if (about?.status.revocationDate)
    commands.push({
      shows: 'The certificate is on it.',
      command: `openssl crl -inform DER -in ${file} -noout -text | grep -i -A 1 'Serial Number: ${about.serialNumber}$'`,
      expect: [`Revocation Date: ${opensslTime(parseInstant(about.status.revocationDate)!)}`],
    });
  return commands;
}

/** Hashes of the issuer's Name and key, as a CertID has them (RFC 6960 section 4.1.1). */
export function certIdCommand(
  issuer: InHand,
  shelf: Shelf,
  hash: string,
  { issuerNameHash, issuerKeyHash }: { readonly issuerNameHash: Uint8Array; readonly issuerKeyHash: Uint8Array },
): OpensslCommand {
  const { der, subject, subjectPublicKeyInfo } = issuer.certificate;
  const cut = (octets: Uint8Array) =>
    `tail -c +${octets.byteOffset - der.byteOffset + 1} issuer.der | head -c ${octets.length} | openssl dgst -${hash}`;
  return {
    shows: 'The CertID is that of this issuer: the hashes of its subject and of its key.',
    command: lines(
      shelf.toPem(issuer, 'issuer.pem'),
      'openssl x509 -in issuer.pem -outform DER -out issuer.der',
      cut(subject.der),
      cut(subjectPublicKeyInfo.subjectPublicKey.bytes),
    ),
    expect: [toHex(issuerNameHash), toHex(issuerKeyHash)],
  };
}

/** Whether openssl makes a certificate's CertID from it and this issuer: not for one of a precertificate signing certificate. */
export const isNamedBy = (certificate: AnyCertificate, issuer: AnyCertificate): boolean =>
  equalBytes(certificate.issuer.der, issuer.subject.der);

export const lines = (...all: readonly string[]): string => all.join('\n');

/** `Oct 13 06:02:00 2022 GMT`, as openssl prints a moment. */
export function opensslTime(instant: Instant): string {
  const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(
    new Date(Math.floor(instant / SECOND) * SECOND).toUTCString(),
  )!;
  return `${month} ${String(+day!).padStart(2)} ${clock} ${year} GMT`;
}

/** openssl writes a negative number with a sign, and leaves out leading zeros. */
function serialLine({ serialNumber }: AnyCertificate): readonly string[] {
  if (serialNumber[0]! >= 0x80) return [];
  return [
    `serial=${toHex(serialNumber[0] === 0 && serialNumber.length > 1 ? serialNumber.subarray(1) : serialNumber)}`,
  ];
}

const dateLines = ({ validity: { notBefore, notAfter } }: AnyCertificate): readonly string[] => [
  `notBefore=${opensslTime(notBefore.instant)}`,
  `notAfter=${opensslTime(notAfter.instant)}`,
];
