import { findExtension, type Extension } from '../model/asn1.ts';
import { equalBytes, toHex } from '../model/bytes.ts';
import type { BasicOCSPResponse, CertID, OCSPRequest } from '../model/ocsp.ts';
import { OID } from '../model/oid.ts';

/** How a request and a response fit together (RFC 6960 sections 3.2 (1), 4.2.2.3 and 4.4.1). */
export interface Exchange {
  /** How many certificates were asked about. */
  readonly asked: number;
  /** Serial numbers (content octets, lower-case hex) asked about that no SingleResponse has the CertID of. */
  readonly unanswered: readonly string[];
  /** How many SingleResponses nobody asked for in this request; a responder may add them. */
  readonly additional: number;
  /**
   * `same`: the response was made for a request with this nonce. `different`: it was made for another request.
   * `ignored`: the request had one, the response has none, as of a response made in advance.
   * `unasked`: only the response has one. `none`: neither has.
   */
  readonly nonce: 'same' | 'different' | 'ignored' | 'unasked' | 'none';
}

/** Lays a request beside a response; `null` when no CertID and no nonce of the one is in the other: they are strangers. */
export function compareExchange(request: OCSPRequest, { tbsResponseData }: BasicOCSPResponse): Exchange | null {
  const { responses, responseExtensions } = tbsResponseData;
  const answered = (asked: CertID) => responses.some(({ certID }) => equalBytes(certID.der, asked.der));
  const unanswered = request.requestList.filter((asked) => !answered(asked));
  const nonce = compareNonces(request.requestExtensions, responseExtensions);
  if (unanswered.length === request.requestList.length && nonce !== 'same') return null;
  const additional = responses.filter(
    ({ certID }) => !request.requestList.some((asked) => equalBytes(asked.der, certID.der)),
  );
  return {
    asked: request.requestList.length,
    unanswered: unanswered.map(({ serialNumber }) => toHex(serialNumber)),
    additional: additional.length,
    nonce,
  };
}

function compareNonces(asked: readonly Extension[], answered: readonly Extension[]): Exchange['nonce'] {
  const request = findExtension(asked, OID.pkixOcspNonce)?.extnValue;
  const response = findExtension(answered, OID.pkixOcspNonce)?.extnValue;
  if (request && response) return equalBytes(request, response) ? 'same' : 'different';
  if (request) return 'ignored';
  return response ? 'unasked' : 'none';
}
