import type { OCSPRequest } from '../core/model/ocsp.ts';
import { decodeOCSPRequest, decodeOCSPResponse } from '../core/decode/index.ts';
import { compareExchange, type Exchange } from '../core/verify/exchange.ts';
import type { Judgement } from './current.ts';

/** A request in hand that a response may be the answer to. */
export interface RequestBeside extends Exchange {
  /** The request's evidence. */
  readonly sha256: string;
}

/** How many are shown beside one response; a capture of thousands repeats the same few. */
const MOST = 20;

/** Requests of the case evaluated last. Decoded when somebody asks, and once. */
export class RequestDesk {
  readonly #requests = new WeakMap<Judgement, readonly (readonly [string, OCSPRequest])[]>();

  /** Requests that share a CertID or the nonce with this response, sorted by SHA-256. */
  beside(judged: Judgement, responseSha256: string): readonly RequestBeside[] {
    const bytes = judged.responses.bytes(responseSha256);
    const response = bytes && decodeOCSPResponse(bytes);
    const basic = response?.ok ? response.value.basicOCSPResponse : undefined;
    if (!basic) return [];
    return this.#of(judged)
      .flatMap(([sha256, request]) => {
        const exchange = compareExchange(request, basic);
        return exchange ? [{ sha256, ...exchange }] : [];
      })
      .slice(0, MOST);
  }

  #of(judged: Judgement): readonly (readonly [string, OCSPRequest])[] {
    const known = this.#requests.get(judged);
    if (known) return known;
    const requests = judged.evidence
      .filter(({ kind }) => kind === 'ocsp-request')
      .flatMap(({ sha256, bytes }) => {
        const request = decodeOCSPRequest(bytes);
        return request.ok ? [[sha256, request.value] as const] : [];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1));
    this.#requests.set(judged, requests);
    return requests;
  }
}
