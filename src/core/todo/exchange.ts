import type { Evidence } from '../model/evidence.ts';
import type { EntryHead } from '../model/row.ts';
import { fail, ok, type Result } from '../model/result.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { sha256Hex } from '../verify/digest.ts';
import { buildOCSPRequest, ocspGetUrl, opensslLine, type RequestHash } from './ocsp-request.ts';
import { authoritiesIn, issuerOf } from './authorities.ts';
import type { Surveyed } from './survey.ts';

/** What somebody needs to ask a responder about one certificate. */
export interface OcspExchange {
  /** The OCSPRequest, DER. */
  readonly request: Uint8Array;
  /** The OCSP URLs of the certificate, as they stand there; `openssl` is `null` for one that is not plain. */
  readonly services: readonly { readonly url: string; readonly getUrl: string; readonly openssl: string | null }[];
  /** SHA-256 of the issuer's certificate: its name, with `.crt`, in the openssl line. */
  readonly issuerSha256: string;
}

function entryOf(certificates: Iterable<EntryHead>, sha256: string): EntryHead | null {
  for (const entry of certificates)
    if (entry.certificateSha256 === sha256 || entry.precertificateSha256 === sha256) return entry;
  return null;
}

/**
 * The request about a certificate or precertificate in hand, by its SHA-256; `nonce` as in {@link buildOCSPRequest}.
 * Fails with `todo/no-certificate` or `todo/no-issuer`.
 */
export async function ocspExchange(
  { document, evidence }: { readonly document: Pick<Surveyed, 'certificates'>; readonly evidence: readonly Evidence[] },
  sha256: string,
  { hash, nonce }: { readonly hash: RequestHash; readonly nonce: Uint8Array | null },
): Promise<Result<OcspExchange>> {
  const entry = entryOf(document.certificates, sha256);
  const bytes = evidence.find((piece) => piece.sha256 === sha256)?.bytes;
  const decoded = bytes && decodeCertificate(bytes);
  if (!entry || !decoded?.ok) return fail('todo/no-certificate', 'This certificate is not among the evidence.');
  const issuer = issuerOf(entry, await authoritiesIn(document, evidence));
  if (!issuer)
    return fail(
      'todo/no-issuer',
      "A request names the issuer by its key, and the issuer's certificate is not in hand. Hand it in first; the to-do list says where it may be found.",
    );
  const { serialNumber, known } = decoded.value;
  const request = await buildOCSPRequest({ serialNumber, issuer, hash, nonce });
  const issuerSha256 = await sha256Hex(issuer.der);
  return ok({
    request,
    services: (known.authorityInfoAccess?.ocsp ?? []).map((url) => ({
      url,
      getUrl: ocspGetUrl(url, request),
      openssl: opensslLine({ serialNumber, hash, nonce }, url, `${issuerSha256}.crt`, sha256),
    })),
    issuerSha256,
  });
}
