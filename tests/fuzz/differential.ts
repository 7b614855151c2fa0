/** What OpenSSL reads in the same octets: whatever we accept without a complaint it reads too, and reads the same. */
import {
  decodeCertificate,
  decodeCertificateList,
  decodeOCSPResponse,
  formatName,
} from '../../src/core/decode/index.ts';
import { toHex } from '../../src/core/model/bytes.ts';
import type { Bytes } from '../pki/der-writer.ts';
import { inTemporaryFolder, openssl, write } from '../pki/openssl.ts';
import { BASIC_PATH, offsetOf } from '../unit/decode/builders.ts';
import { checkCertificate, checkCrl, checkResponse } from './properties.ts';

export async function opensslAgrees(bytes: Bytes): Promise<void> {
  const isResponse = checkResponse(bytes);
  const isCrl = !isResponse && checkCrl(bytes);
  if (!isResponse && !isCrl && !checkCertificate(bytes)) return;
  await inTemporaryFolder((folder) => {
    write(folder, 'it.der', bytes);
    const parsed = openssl(['asn1parse', '-inform', 'DER', '-in', 'it.der'], folder);
    if (parsed.status !== 0) throw new Error(`asn1parse cannot read it: ${parsed.said.slice(0, 300)}`);
    if (isResponse) responseAgrees(bytes, folder);
    else if (isCrl) crlAgrees(bytes, folder);
    else certificateAgrees(bytes, folder);
  });
}

function certificateAgrees(bytes: Bytes, folder: string): void {
  const certificate = decodeCertificate(bytes);
  if (!certificate.ok) return;
  const { issuer, subject } = certificate.value;
  // OpenSSL gives up a certificate for a string that is none in its own encoding; here it is shown as its octets.
  if ([issuer, subject].some((name) => formatName(name).includes('=#'))) return;
  const { status, said } = openssl(['x509', '-inform', 'DER', '-in', 'it.der', '-noout', '-serial'], folder);
  if (status !== 0) throw new Error(`x509 cannot read it: ${said.slice(0, 300)}`);
  const theirs = /serial=(-?)([0-9A-F]+)/.exec(oneLine(said));
  compare('serialNumber', theirs && signed(theirs[1]!, theirs[2]!), integerOf(certificate.value.serialNumber));
}

function responseAgrees(bytes: Bytes, folder: string): void {
  const response = decodeOCSPResponse(bytes);
  const basic = response.ok ? response.value.basicOCSPResponse : undefined;
  if (!basic) return;
  const { responses: singles, responderID } = basic.tbsResponseData;
  // What is inside the OCTET STRING is a value of its own to asn1parse. Certificates in it are kept as they were sent, and
  // looked into when one is needed.
  if ((basic.certs ?? []).every((one) => checkCertificate(one as Bytes))) {
    const inside = offsetOf(bytes, BASIC_PATH.slice(0, -1));
    const parsed = openssl(['asn1parse', '-inform', 'DER', '-in', 'it.der', '-strparse', String(inside)], folder);
    if (parsed.status !== 0)
      throw new Error(`asn1parse -strparse ${inside} cannot read it: ${parsed.said.slice(-300)}`);
  }
  const { said } = openssl(['ocsp', '-respin', 'it.der', '-noverify', '-resp_text'], folder);
  const noText = responderID.by === 'name' && formatName(responderID.name).includes('=#');
  // The same for names in it; and what the embedded certificates are like, OpenSSL asks at once, we when one is needed.
  if (/Error (reading|parsing)/.test(said) && (noText || basic.certs)) return;
  if (/Error (reading|parsing)|wrong tag|nested asn1 error/i.test(said))
    throw new Error(`ocsp cannot read it: ${said.slice(0, 300)}`);
  const statuses = [...said.matchAll(/Cert Status: (\w+)/g)].map(([, status]) => status);
  compare('certStatus', statuses.join(), singles.map(({ certStatus }) => certStatus.type).join());
  const serials = [...oneLine(said).matchAll(/Serial Number: (-?)([0-9A-F]+)/g)].map(([, sign, hex]) =>
    signed(sign!, hex!),
  );
  compare(
    'serialNumber',
    serials.slice(0, singles.length).join(),
    singles.map(({ certID }) => integerOf(certID.serialNumber)).join(),
  );
}

function crlAgrees(bytes: Bytes, folder: string): void {
  const list = decodeCertificateList(bytes);
  if (!list.ok || formatName(list.value.issuer).includes('=#')) return;
  const { status, said } = openssl(['crl', '-inform', 'DER', '-in', 'it.der', '-noout', '-text'], folder);
  if (status !== 0) throw new Error(`crl cannot read it: ${said.slice(0, 300)}`);
  const { revokedCertificates } = list.value;
  const ours = Array.from({ length: revokedCertificates.size }, (_, at) => revokedCertificates.at(at));
  const serials = [...oneLine(said).matchAll(/^ {4}Serial Number: (-?)([0-9A-F]+)$/gm)];
  compare(
    'serialNumber',
    serials.map(([, sign, hex]) => signed(sign!, hex!)).join(),
    ours.map(({ serialNumber }) => integerOf(serialNumber)).join(),
  );
}

function compare(what: string, theirs: unknown, ours: unknown): void {
  if (String(theirs) !== String(ours)) throw new Error(`${what}: ours ${String(ours)}, OpenSSL's ${String(theirs)}`);
}

/** OpenSSL breaks a number after 35 octets. */
const oneLine = (said: string): string => said.replaceAll('\\\n', '');

const signed = (sign: string, hex: string): bigint => (sign === '-' ? -1n : 1n) * BigInt(`0x${hex}`);

/** The value of an INTEGER's content octets. */
const integerOf = (octets: Uint8Array): bigint => BigInt.asIntN(octets.length * 8, BigInt(`0x${toHex(octets)}`));
