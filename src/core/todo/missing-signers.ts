import type { AnyCertificate } from '../model/certificate.ts';
import type { EntryHead } from '../model/row.ts';
import { byCodeUnit, toHex } from '../model/bytes.ts';
import { decodeOCSPResponse } from '../decode/ocsp-response.ts';
import { formatName } from '../decode/rfc4514.ts';
import type { ResponseHead } from '../verdict/told.ts';
import { hashName } from '../verify/algorithms.ts';
import type { Authorities } from './authorities.ts';

/** More places than these where one CA certificate could be had are no help to anybody. */
const MOST_URLS = 20;

/** A CA certificate that others wait for. */
export interface MissingIssuer {
  /** RFC 4514; `null` when only a CertID names it. */
  readonly name: string | null;
  /** SHA-1 of its key, or what an authority key identifier says instead; lower-case hex. */
  readonly keyIdentifier: string | null;
  /** caIssuers URLs of those who wait, as they stand there. */
  readonly urls: readonly string[];
  readonly certificates: number;
  readonly responses: number;
}

/** Whose certificate is missing to check the signature of responses. */
export interface MissingSigner {
  readonly by: 'key' | 'name';
  readonly value: string;
  readonly responses: number;
}

/** Missing issuers, one line a key and name. */
export class IssuerList {
  readonly #found = new Map<string, Omit<MissingIssuer, 'urls'> & { readonly urls: Set<string> }>();

  get all(): MissingIssuer[] {
    return [...this.#found.entries()]
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([, issuer]) => ({ ...issuer, urls: [...issuer.urls].sort(byCodeUnit).slice(0, MOST_URLS) }));
  }

  wanted(entry: EntryHead, certificate: AnyCertificate, { byName }: Authorities): void {
    // A precertificate signing certificate in hand whose own CA is not: what is missing is one step further up.
    const own = formatName(certificate.issuer);
    const below = own === entry.issuer ? certificate : (byName.get(own) ?? certificate);
    const { authorityKeyIdentifier, authorityInfoAccess } = below.known;
    const identifier = authorityKeyIdentifier?.keyIdentifier;
    this.#add(
      entry.issuer,
      identifier ? toHex(identifier) : null,
      authorityInfoAccess?.caIssuers ?? certificate.known.authorityInfoAccess?.caIssuers ?? [],
      { certificates: 1, responses: 0 },
    );
  }

  /** The issuer that a response's CertIDs name, unless it is missed for the certificates they name already. */
  namedBy({ singleResponses }: ResponseHead, waiting: ReadonlySet<string | null>, der: Uint8Array | undefined): void {
    const decoded = der && decodeOCSPResponse(der);
    if (!decoded?.ok) return;
    decoded.value.basicOCSPResponse?.tbsResponseData.responses.forEach(({ certID }, at) => {
      const single = singleResponses[at];
      if (single?.authorized !== null || [...single.names, ...single.mayName].some((sha256) => waiting.has(sha256)))
        return;
      const isSha1 = hashName(certID.hashAlgorithm.algorithm) === 'sha1';
      this.#add(null, isSha1 ? toHex(certID.issuerKeyHash) : null, [], { certificates: 0, responses: 1 });
    });
  }

  #add(
    name: string | null,
    keyIdentifier: string | null,
    urls: readonly string[],
    more: Pick<MissingIssuer, 'certificates' | 'responses'>,
  ): void {
    const key = `${name ?? ''}\u0000${keyIdentifier ?? ''}`;
    const known = this.#found.get(key) ?? { urls: new Set(), certificates: 0, responses: 0 };
    for (const url of urls) known.urls.add(url);
    this.#found.set(key, {
      name,
      keyIdentifier,
      urls: known.urls,
      certificates: known.certificates + more.certificates,
      responses: known.responses + more.responses,
    });
  }
}

/** Missing signers, one line a ResponderID. */
export class SignerList {
  readonly #found = new Map<string, MissingSigner>();

  wanted({ responderID, signature }: ResponseHead): void {
    if (signature !== 'no-key' || !responderID) return;
    const key = `${responderID.by} ${responderID.value}`;
    this.#found.set(key, { ...responderID, responses: (this.#found.get(key)?.responses ?? 0) + 1 });
  }

  /** A CA that signs its responses itself is missing once, not twice. */
  besides(issuers: readonly MissingIssuer[]): MissingSigner[] {
    const names = new Set(issuers.map(({ name }) => name));
    const keys = new Set(issuers.map(({ keyIdentifier }) => keyIdentifier));
    return [...this.#found.entries()]
      .filter(([, { by, value }]) => !(by === 'key' ? keys : names).has(value))
      .sort(([a], [b]) => byCodeUnit(a, b))
      .map(([, signer]) => signer);
  }
}
