import { findExtension } from '../model/asn1.ts';
import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import type { BasicOCSPResponse, SingleResponse } from '../model/ocsp.ts';
import { OID } from '../model/oid.ts';
import { toHex } from '../model/bytes.ts';
import { decodeOCSPResponse } from '../decode/ocsp-response.ts';
import { formatName } from '../decode/rfc4514.ts';
import { mayBeAbout, type ResponseHead } from '../verdict/told.ts';
import { oneForEachKey } from '../verify/cert-id.ts';
import type { Exchange } from '../verify/exchange.ts';
import { sameKey, type InHand } from '../verify/in-hand.ts';
import { checkCertificateSignature } from '../verify/issuer.ts';
import type { SignatureCheck } from '../verify/signature.ts';
import type { Shelf } from '../bundle/shelf.ts';
import { certIdStep, nonceStep, signatureStep, type Step } from './steps.ts';
import { delegationSteps, roleStep, signerStep, validityStep } from './signer-steps.ts';
import { timeSteps } from './time-steps.ts';

/** A certificate as one box of the picture. */
export interface Box {
  readonly name: string;
  readonly sha256: string;
  /** Whether it was handed in by itself; else it stands in the response. */
  readonly handedIn: boolean;
}

/** Why a response counts or does not, as RFC 6960 section 3.2 asks, and who is who in it. */
export interface Acceptance {
  readonly steps: readonly Step[];
  /** The CA that the CertID names, when its certificate is in hand. */
  readonly issuer: Box | null;
  /** Who signed: `null` when nobody in hand is known to have. The issuer itself, where it did. */
  readonly signer: Box | null;
}

/** What is known of a response before anybody looks closer. */
export interface Question {
  readonly evidence: Evidence;
  readonly judged: ResponseHead;
  /** SHA-256s of the certificate that is asked about and of its precertificate; empty: the response as a whole. */
  readonly about: readonly string[];
  /** Requests in hand that it may answer. */
  readonly exchanges: readonly Pick<Exchange, 'nonce'>[];
}

/** What the steps are taken from. */
export interface Known {
  readonly judged: ResponseHead;
  readonly basic: BasicOCSPResponse;
  readonly single: SingleResponse | null;
  readonly about: readonly string[];
  /** Whether the signer may answer for the issuer that this SingleResponse names; `null`: open. */
  readonly authorized: boolean | null;
  readonly signer: InHand | null;
  /** Certificates that the CertID names. */
  readonly issuers: readonly InHand[];
  /** The signer's certificate under the issuer's key; `null` where the signer is the issuer, or nobody. */
  readonly delegation: SignatureCheck['outcome'] | 'no-issuer' | null;
  readonly nonce: string | null;
  readonly exchanges: readonly Pick<Exchange, 'nonce'>[];
}

/** Every step of accepting a response, done, failed or open; stops where nothing further can be known. */
export async function acceptanceOf(question: Question, files: Shelf): Promise<Acceptance> {
  const { evidence, judged, about, exchanges } = question;
  const decoded = decodeOCSPResponse(evidence.bytes);
  if (!decoded.ok)
    return alone({ mark: 'violation', what: 'OCSPResponse', text: `It cannot be decoded: ${decoded.message}.` });
  const basic = decoded.value.basicOCSPResponse;
  if (!basic)
    return alone({
      mark: 'violation',
      what: 'responseStatus',
      text: `It is the error ${judged.responseStatus}: unsigned, so anyone could have made it.`,
    });
  const shelf = await files.with(evidence);
  const at = Math.max(
    0,
    judged.singleResponses.findIndex((single) => mayBeAbout(single, about)),
  );
  const single = basic.tbsResponseData.responses[at] ?? null;
  const issuers = single ? await shelf.finder.issuersNamed(single.certID) : [];
  const signer = shelf.bySha256(judged.responder?.certificateSha256);
  const known: Known = {
    judged,
    basic,
    single,
    about,
    authorized: judged.singleResponses[at]?.authorized ?? null,
    signer,
    issuers,
    delegation: signer && (await delegationOf(signer, issuers)),
    nonce: nonceOf(basic),
    exchanges,
  };
  return {
    steps: [
      certIdStep(known),
      signatureStep(known),
      signerStep(known),
      roleStep(known),
      ...delegationSteps(known),
      ...validityStep(known),
      ...timeSteps(known),
      nonceStep(known),
    ],
    issuer: issuers[0] ? boxOf(issuers.find(({ sha256 }) => sha256 === signer?.sha256) ?? issuers[0]) : null,
    signer: signer && boxOf(signer),
  };
}

const alone = (step: Step): Acceptance => ({ steps: [step], issuer: null, signer: null });

const boxOf = ({ certificate, sha256, handedIn }: InHand): Box => ({
  name: nameOf(certificate),
  sha256,
  handedIn,
});

/** The common name, else the whole subject. */
export function nameOf({ subject }: AnyCertificate): string {
  const attributes = subject.rdnSequence.flat();
  return attributes.find(({ type }) => type === COMMON_NAME)?.text ?? (formatName(subject) || '(no name)');
}
const COMMON_NAME = '2.5.4.3';

async function delegationOf(signer: InHand, issuers: readonly InHand[]): Promise<Known['delegation']> {
  if (issuers.some(({ certificate }) => sameKey(certificate, signer.certificate))) return null;
  if (issuers.length === 0) return 'no-issuer';
  const checks = await Promise.all(
    oneForEachKey(issuers).map((issuer) => checkCertificateSignature(signer.certificate, issuer.certificate)),
  );
  const outcomes = checks.map(({ outcome }) => outcome);
  return outcomes.includes('valid') ? 'valid' : outcomes.includes('unsupported') ? 'unsupported' : 'invalid';
}

/** The nonce's own octets where they are wrapped as RFC 8954 says, else all of the value; lower-case hex. */
function nonceOf({ tbsResponseData }: BasicOCSPResponse): string | null {
  const value = findExtension(tbsResponseData.responseExtensions, OID.pkixOcspNonce)?.extnValue;
  if (!value) return null;
  return toHex(value[0] === 0x04 && value[1] === value.length - 2 ? value.subarray(2) : value);
}
