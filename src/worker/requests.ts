import type { Evidence } from '../core/model/evidence.ts';
import type { OCSPRequest } from '../core/model/ocsp.ts';
import { decodeOCSPRequest, decodeOCSPResponse } from '../core/decode/index.ts';
import { compareExchange, type Exchange } from '../core/verify/exchange.ts';

/** A request in hand that a response may be the answer to. */
export interface RequestBeside extends Exchange {
  /** The request's evidence. */
  readonly sha256: string;
}

/** How many are shown beside one response; a capture of thousands repeats the same few. */
const MOST = 20;

/** Requests of the case evaluated last. Decoded when somebody asks, and once. */
export class RequestDesk {
  #caseId = '';
  #evidence: readonly Evidence[] = [];
  #requests: readonly (readonly [string, OCSPRequest])[] | null = null;

  keep(caseId: string, evidence: readonly Evidence[]): void {
    this.#caseId = caseId;
    this.#evidence = evidence;
    this.#requests = null;
  }

  /** Requests that share a CertID or the nonce with this response, sorted by SHA-256. */
  beside(caseId: string, responseSha256: string): readonly RequestBeside[] {
    if (caseId !== this.#caseId) return [];
    const piece = this.#evidence.find(({ sha256 }) => sha256 === responseSha256);
    const response = piece && decodeOCSPResponse(piece.bytes);
    const basic = response?.ok ? response.value.basicOCSPResponse : undefined;
    if (!basic) return [];
    return (this.#requests ??= this.#decode())
      .flatMap(([sha256, request]) => {
        const exchange = compareExchange(request, basic);
        return exchange ? [{ sha256, ...exchange }] : [];
      })
      .slice(0, MOST);
  }

  #decode(): (readonly [string, OCSPRequest])[] {
    return this.#evidence
      .filter(({ kind }) => kind === 'ocsp-request')
      .flatMap(({ sha256, bytes }) => {
        const request = decodeOCSPRequest(bytes);
        return request.ok ? [[sha256, request.value] as const] : [];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
