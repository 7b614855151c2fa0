import { describe, expect, it } from 'vitest';
import { decodeOCSPRequest, decodeOCSPResponse } from '../../../src/core/decode/index.ts';
import { fromHex } from '../../../src/core/model/bytes.ts';
import { compareExchange } from '../../../src/core/verify/exchange.ts';
import { issuingA, issuingB, responder, type Authority } from '../../pki/authority.ts';
import { NONCE, nonceExtension, ocspRequest, ocspResponse, singleResponse } from '../../pki/ocsp.ts';

const OTHER_NONCE = fromHex('ff'.repeat(16));

function asked(serialNumbers: readonly string[], nonce?: Uint8Array, issuer: Authority = issuingA()) {
  const decoded = decodeOCSPRequest(new Uint8Array(ocspRequest({ issuer, serialNumbers, ...(nonce && { nonce }) })));
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.value;
}

function answered(serialNumbers: readonly string[], nonce?: Uint8Array) {
  const moment = '2022-10-10T10:00:00Z';
  const responses = serialNumbers.map((serialNumber) =>
    singleResponse({ issuer: issuingA(), serialNumber, status: 'good', thisUpdate: moment, nextUpdate: null }),
  );
  const extensions = nonce ? [nonceExtension(nonce)] : [];
  const decoded = decodeOCSPResponse(
    new Uint8Array(ocspResponse({ signer: responder(), producedAt: moment, responses, extensions })),
  );
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.value.basicOCSPResponse!;
}

describe('compareExchange (RFC 6960 sections 3.2 (1), 4.2.2.3, 4.4.1)', () => {
  it.each([
    ['same', NONCE, NONCE],
    ['different', NONCE, OTHER_NONCE],
    ['ignored', NONCE, undefined],
    ['unasked', undefined, NONCE],
    ['none', undefined, undefined],
  ] as const)('nonce %s', (nonce, request, response) => {
    expect(compareExchange(asked(['4a01'], request), answered(['4a01'], response))).toEqual({
      asked: 1,
      unanswered: [],
      additional: 0,
      nonce,
    });
  });

  it('names what was asked and not answered, and counts what nobody asked', () => {
    expect(compareExchange(asked(['4a01', '4a02']), answered(['4a01', '4a03', '4a04']))).toEqual({
      asked: 2,
      unanswered: ['4a02'],
      additional: 2,
      nonce: 'none',
    });
  });

  it('knows strangers: another serial number, another issuer with the same one', () => {
    expect(compareExchange(asked(['4a02']), answered(['4a01']))).toBeNull();
    expect(compareExchange(asked(['4a01'], undefined, issuingB()), answered(['4a01']))).toBeNull();
  });

  it('a nonce in common makes them one exchange though no CertID is answered', () => {
    expect(compareExchange(asked(['4a02'], NONCE), answered(['4a01'], NONCE))).toEqual({
      asked: 1,
      unanswered: ['4a02'],
      additional: 1,
      nonce: 'same',
    });
  });
});
