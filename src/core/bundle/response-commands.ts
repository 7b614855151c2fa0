import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import type { BasicOCSPResponse, SingleResponse } from '../model/ocsp.ts';
import type { Time } from '../model/time.ts';
import { equalBytes, serialHex, toHex } from '../model/bytes.ts';
import { SECOND } from '../model/time.ts';
import { decodeOCSPResponse } from '../decode/ocsp-response.ts';
import { mayBeAbout, type ResponseHead } from '../verdict/told.ts';
import { hashName } from '../verify/algorithms.ts';
import type { InHand } from '../verify/in-hand.ts';
import { anatomy, certIdCommand, isNamedBy, lines, opensslTime, sameBytes, type OpensslCommand } from './commands.ts';
import { HASHES, ocspArguments } from './openssl.ts';
import { toPem, validAt, type Shelf } from './shelf.ts';
import { bundlePath } from '../verdict/file-name.ts';

/** What the verdict says of a response, its findings aside. */
type Judged = ResponseHead;

/** The certificate that is asked about. */
export interface Asked {
  readonly evidence: Pick<Evidence, 'sha256' | 'kind'>;
  readonly certificate: AnyCertificate;
}

/** `RESPONDER error (n)`, as openssl names an OCSPResponseStatus. */
const ERRORS: Readonly<Record<string, string>> = {
  malformedRequest: 'malformedrequest (1)',
  internalError: 'internalerror (2)',
  tryLater: 'trylater (3)',
  sigRequired: 'sigrequired (5)',
  unauthorized: 'unauthorized (6)',
};

/**
 * Commands that show with openssl what the verdict says of a response: what it says, whose CertID it has, and whether it
 * is signed by somebody who may. `about`: the certificate whose status is at stake, else the first SingleResponse.
 */
export async function responseCommands(
  evidence: Evidence,
  judged: Judged,
  about: Asked | null,
  files: Shelf,
): Promise<readonly OpensslCommand[]> {
  const file = bundlePath(evidence.sha256, evidence.kind);
  const first = sameBytes(file, evidence.sha256);
  const decoded = decodeOCSPResponse(evidence.bytes);
  if (!decoded.ok) return [first, anatomy(file)];
  const { responseStatus, basicOCSPResponse: basic } = decoded.value;
  if (!basic)
    return [
      first,
      {
        shows: 'It is an error: nobody signed it, and it says nothing about any certificate.',
        command: `openssl ocsp -respin ${file}`,
        expect: [`Responder Error: ${ERRORS[responseStatus]}`],
      },
    ];
  const shelf = await files.with(evidence);
  const at = singleAbout(judged, about);
  const single = basic.tbsResponseData.responses[at];
  const issuer = single ? await issuerOf(single, judged, basic, shelf) : null;
  return [
    first,
    reading(file, basic, single),
    ...(single && issuer ? compared(single, issuer, shelf) : []),
    ...verification(file, basic, judged, at, issuer, about, shelf),
  ];
}

/** Which SingleResponse is at stake. openssl takes the first of those with one CertID, silently. */
function singleAbout({ singleResponses }: Judged, about: Asked | null): number {
  const at = about ? singleResponses.findIndex((single) => mayBeAbout(single, [about.evidence.sha256])) : 0;
  return at < 0 ? 0 : at;
}

function reading(file: string, { tbsResponseData }: BasicOCSPResponse, single?: SingleResponse): OpensslCommand {
  const { issuerNameHash, issuerKeyHash } = single?.certID ?? {};
  return {
    shows: 'What it says, believed without a check.',
    command: `openssl ocsp -respin ${file} -noverify -resp_text`,
    expect: [
      'OCSP Response Status: successful (0x0)',
      ...moment('Produced At', tbsResponseData.producedAt),
      ...(single
        ? [
            `Cert Status: ${single.certStatus.type}`,
            ...moment('This Update', single.thisUpdate),
            ...(single.nextUpdate ? moment('Next Update', single.nextUpdate) : []),
            `Issuer Name Hash: ${oneLine(issuerNameHash!)}`,
            `Issuer Key Hash: ${oneLine(issuerKeyHash!)}`,
          ]
        : []),
    ],
  };
}

/** openssl prints a fraction of a second in its own way, and what has no seconds too. */
const moment = (what: string, { instant, defects }: Time): readonly string[] =>
  defects.length > 0 ? [] : [`${what}: ${opensslTime(instant)}`];

/** As much of a hash as openssl prints on one line. */
const oneLine = (hash: Uint8Array): string => toHex(hash.subarray(0, 32));

async function issuerOf(
  single: SingleResponse,
  { responder }: Judged,
  { tbsResponseData }: BasicOCSPResponse,
  shelf: Shelf,
): Promise<InHand | null> {
  const named = await shelf.finder.issuersNamed(single.certID);
  return (
    named.find(({ sha256 }) => sha256 === responder?.certificateSha256) ??
    validAt(named, tbsResponseData.producedAt.instant)
  );
}

function compared({ certID }: SingleResponse, issuer: InHand, shelf: Shelf): readonly OpensslCommand[] {
  const hash = hashName(certID.hashAlgorithm.algorithm);
  return HASHES.includes(hash) ? [certIdCommand(issuer, shelf, hash, certID)] : [];
}

/** Whether it verifies, as far as the verdict could tell; where the signer may not answer, also that the signature is theirs. */
function verification(
  file: string,
  basic: BasicOCSPResponse,
  { signature, responder, singleResponses }: Judged,
  at: number,
  issuer: InHand | null,
  about: Asked | null,
  shelf: Shelf,
): readonly OpensslCommand[] {
  if (signature !== 'valid' && signature !== 'invalid') return [];
  const signer = shelf.bySha256(responder?.certificateSha256);
  const authorized = signature === 'valid' ? (singleResponses[at]?.authorized ?? null) : false;
  const commands: OpensslCommand[] = [];
  if (signature === 'valid' && authorized !== true && signer) commands.push(ownSignature(file, signer, shelf));
  if (authorized === null || !issuer) return commands;
  const single = basic.tbsResponseData.responses[at]!;
  const asking = asked(single, issuer, about);
  const producedAt = basic.tbsResponseData.producedAt.instant;
  // For openssl a certificate has expired in the second that RFC 5280 section 4.1.2.5 still counts as valid.
  const lastSecond = [issuer, signer].some((one) => one?.certificate.validity.notAfter.instant === producedAt);
  const help = helpFor(signer, issuer, basic, authorized, shelf);
  const [what, how] = ocspArguments({
    response: file,
    issuer: 'issuer.pem',
    about: asking.option,
    attime: String(Math.floor(producedAt / SECOND) - (lastSecond ? 1 : 0)),
  });
  const command = lines(
    shelf.toPem(issuer, 'issuer.pem'),
    ...asking.prepare,
    ...help.prepare,
    `openssl ocsp ${what.replace('  ', ' ')} \\`,
    `  ${how}${help.option}`,
  );
  const status = asking.label ? statusLine(asking.label, single) : [];
  commands.push(
    authorized
      ? {
          shows:
            'Its signature verifies, and the signer is the issuer or was delegated by it and valid when the response was produced.',
          command,
          expect: ['Response verify OK', ...status],
        }
      : {
          shows: 'It does not verify. openssl prints the status all the same and exits with 0, so read the first line.',
          command,
          expect: ['Response Verify Failure'],
        },
  );
  return commands;
}

/** Where openssl takes nextUpdate to be the earlier one, which it tells by their characters, a warning stands between the two. */
function statusLine(label: string, { certStatus, thisUpdate, nextUpdate }: SingleResponse): readonly string[] {
  const inOrder = !nextUpdate || (nextUpdate.raw.length === thisUpdate.raw.length && nextUpdate.raw >= thisUpdate.raw);
  return inOrder ? [`${label}: ${certStatus.type}`] : [`${label}: `, certStatus.type];
}

/** What openssl must be handed besides: it looks for the signer only in the response and at the issuer. */
function helpFor(
  signer: InHand | null,
  issuer: InHand,
  basic: BasicOCSPResponse,
  authorized: boolean,
  shelf: Shelf,
): { readonly prepare: readonly string[]; readonly option: string } {
  if (!signer) return { prepare: [], option: '' };
  const prepare = [shelf.toPem(signer, 'signer.pem')];
  // It judges a response as a whole, and one for several issuers only when told whom to trust.
  if (authorized && !oneIssuer(basic)) return { prepare, option: ' -VAfile signer.pem' };
  return signer.sha256 === issuer.sha256 || isEmbedded(signer, basic)
    ? { prepare: [], option: '' }
    : { prepare, option: ' -verify_other signer.pem' };
}

const oneIssuer = ({ tbsResponseData: { responses } }: BasicOCSPResponse): boolean =>
  new Set(
    responses.map(
      ({ certID }) =>
        `${toHex(certID.hashAlgorithm.der)} ${toHex(certID.issuerNameHash)} ${toHex(certID.issuerKeyHash)}`,
    ),
  ).size < 2;

const ownSignature = (file: string, signer: InHand, shelf: Shelf): OpensslCommand => ({
  shows: 'The signature is that of the signer, whether or not the signer may answer.',
  command: lines(shelf.toPem(signer, 'signer.pem'), `openssl ocsp -respin ${file} -VAfile signer.pem`),
  expect: ['Response verify OK'],
});

/** How openssl is told which CertID to look for. */
function asked(
  { certID }: SingleResponse,
  issuer: InHand,
  about: Asked | null,
): { readonly prepare: readonly string[]; readonly option: string; readonly label: string } {
  const hash = hashName(certID.hashAlgorithm.algorithm);
  if (!HASHES.includes(hash)) return { prepare: [], option: '', label: '' };
  const { serialNumber } = certID;
  if (
    about &&
    isNamedBy(about.certificate, issuer.certificate) &&
    equalBytes(about.certificate.serialNumber, serialNumber)
  ) {
    const file = bundlePath(about.evidence.sha256, about.evidence.kind);
    return {
      prepare: [toPem(file, 'certificate.pem')],
      option: `-${hash} -cert certificate.pem`,
      label: 'certificate.pem',
    };
  }
  // openssl reads the number as written, and a number that begins with a set bit as a positive one.
  if (serialNumber[0]! >= 0x80) return { prepare: [], option: '', label: '' };
  const serial = `0x${serialHex(serialNumber)}`;
  return { prepare: [], option: `-${hash} -serial ${serial}`, label: serial };
}

const isEmbedded = ({ certificate }: InHand, { certs = [] }: BasicOCSPResponse): boolean =>
  certs.some((der) => equalBytes(der, certificate.der));
