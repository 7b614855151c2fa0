import type { AnyCertificate } from '../model/certificate.ts';
import type { Evidence } from '../model/evidence.ts';
import type { BasicOCSPResponse } from '../model/ocsp.ts';
import { equalBytes, toHex } from '../model/bytes.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { decodeOCSPResponse } from '../decode/ocsp-response.ts';
import { sha256Hex } from '../verify/digest.ts';
import { append, CertificateIndex, keyHash, nameKey, purposeOf, type InHand } from '../verify/in-hand.ts';
import { checkCertificateSignature, findIssuance } from '../verify/issuer.ts';
import { verifySignature } from '../verify/signature.ts';
import type { LibraryCertificate } from './index.ts';

/** Whose certificates would help a case, and what they have to verify to be taken. */
export interface Wanted {
  /** SHA-256 over the DER of subject Names, lower-case hex. */
  readonly subjects: readonly string[];
  /** SHA-1 of keys, lower-case hex. */
  readonly keys: readonly string[];
  readonly signed: readonly Signed[];
}

interface Signed {
  /** The signer has this Name or this key. */
  readonly subject: Uint8Array | null;
  readonly key: Uint8Array | null;
  verifies(signer: AnyCertificate): Promise<boolean>;
}

/** What an evaluation could not tell, by the SHA-256 of the evidence. */
export interface Gaps {
  /** Certificates and precertificates that stand in the verdict: their issuer was looked for already. */
  readonly judged: ReadonlySet<string>;
  /** Those among them without an issuer. */
  readonly noIssuer: ReadonlySet<string>;
  /** Responses whose signer or whose issuer is not in hand. */
  readonly responses: ReadonlySet<string>;
  /** Serial numbers that responses speak about, as the verdict writes them. */
  readonly spokenAbout: ReadonlySet<string>;
}

/**
 * The issuers and responders that no certificate in hand can be. CAs are followed upwards only when a response speaks
 * about them. Nothing that the evaluation told already is decoded or verified again.
 */
export async function wantedBy(
  certificates: readonly InHand[],
  evidence: readonly Evidence[],
  gaps: Gaps,
): Promise<Wanted> {
  const index = new CertificateIndex(certificates);
  const signed: Signed[] = [];
  const wanting = new Map<string, AnyCertificate[]>();
  for (const { certificate, sha256 } of index.all) {
    if (gaps.judged.has(sha256) && !gaps.noIssuer.has(sha256)) continue;
    if (purposeOf(certificate) === 'ca' && !gaps.spokenAbout.has(serialOf(certificate))) continue;
    const anybody = index.bySubject(certificate.issuer.der).length > 0;
    if (anybody && (await findIssuance(certificate, index)).signature !== 'no-issuer') continue;
    append(wanting, nameKey(certificate.issuer.der), certificate);
  }
  // One certificate of a key is enough to know its issuer by, so each name is asked for once, by all that want it.
  for (const group of wanting.values()) signed.push(ofCertificates(group));
  for (const { sha256, bytes } of evidence) {
    if (!gaps.responses.has(sha256)) continue;
    const decoded = decodeOCSPResponse(bytes);
    const basic = decoded.ok ? decoded.value.basicOCSPResponse : undefined;
    if (!basic) continue;
    const { responderID } = basic.tbsResponseData;
    const there =
      responderID.by === 'name' ? index.bySubject(responderID.name.der) : await index.byKeyHash(responderID.keyHash);
    if (there.length === 0) signed.push(ofResponse(basic));
  }
  const subjects = await Promise.all(signed.flatMap(({ subject }) => (subject ? sha256Hex(subject) : [])));
  return {
    subjects: [...new Set(subjects)],
    keys: [...new Set(signed.flatMap(({ key }) => (key ? toHex(key) : [])))],
    signed,
  };
}

/** As the verdict writes it: without the octet that only keeps the number positive. */
const serialOf = ({ serialNumber }: AnyCertificate): string => toHex(serialNumber).replace(/^00(?=[89a-f])/, '');

/** Those of the library's certificates that verify something the case could not verify; sorted by SHA-256. */
export async function suppliedBy(
  { signed }: Wanted,
  candidates: readonly LibraryCertificate[],
): Promise<LibraryCertificate[]> {
  const supplied: LibraryCertificate[] = [];
  for (const candidate of [...candidates].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    const decoded = decodeCertificate(candidate.bytes);
    if (!decoded.ok || (await sha256Hex(candidate.bytes)) !== candidate.sha256) continue;
    const certificate = decoded.value;
    for (const one of signed) {
      if (!(await isMeant(one, certificate)) || !(await one.verifies(certificate))) continue;
      supplied.push(candidate);
      break;
    }
  }
  return supplied;
}

async function isMeant({ subject, key }: Signed, certificate: AnyCertificate): Promise<boolean> {
  if (subject) return equalBytes(subject, certificate.subject.der);
  return key !== null && equalBytes(key, await keyHash(certificate));
}

function ofCertificates(group: readonly AnyCertificate[]): Signed {
  return {
    subject: group[0]!.issuer.der,
    key: null,
    async verifies(signer) {
      for (const certificate of group)
        if ((await checkCertificateSignature(certificate, signer)).outcome === 'valid') return true;
      return false;
    },
  };
}

function ofResponse({ tbsResponseData, signatureAlgorithm, signature }: BasicOCSPResponse): Signed {
  const { responderID, der } = tbsResponseData;
  return {
    subject: responderID.by === 'name' ? responderID.name.der : null,
    key: responderID.by === 'key' ? responderID.keyHash : null,
    verifies: async (signer) =>
      (await verifySignature(der, signatureAlgorithm, signature, signer.subjectPublicKeyInfo)).outcome === 'valid',
  };
}
