import { describe, expect, it } from 'vitest';
import { decodeOCSPRequest } from '../../../src/core/decode/index.ts';
import { toHex } from '../../../src/core/model/bytes.ts';
import { OID } from '../../../src/core/model/oid.ts';
import { issuingA } from '../../pki/authority.ts';
import { NONCE, ocspRequest } from '../../pki/ocsp.ts';

const serialNumbers = ['4a01', '4a02'];
const request = new Uint8Array(ocspRequest({ issuer: issuingA(), serialNumbers, nonce: NONCE }));

describe('decodeOCSPRequest (RFC 6960 section 4.1.1)', () => {
  it('reads every CertID and the nonce', () => {
    const decoded = decodeOCSPRequest(request);
    if (!decoded.ok) throw new Error(decoded.message);
    const { requestList, requestExtensions, defects } = decoded.value;
    expect(requestList.map(({ serialNumber }) => toHex(serialNumber))).toEqual(serialNumbers);
    expect(requestList.map(({ hashAlgorithm }) => hashAlgorithm.algorithm)).toEqual([OID.sha1, OID.sha1]);
    expect(requestExtensions.map(({ extnID }) => extnID)).toEqual([OID.pkixOcspNonce]);
    expect(toHex(requestExtensions[0]!.extnValue)).toBe(`0410${toHex(NONCE)}`);
    expect(defects).toEqual([]);
  });

  it('refuses what follows it, what is cut off, and what is no request', () => {
    const coded = (bytes: Uint8Array) => {
      const decoded = decodeOCSPRequest(bytes);
      return decoded.ok ? 'ok' : [decoded.code, decoded.offset];
    };
    expect(coded(Uint8Array.of(...request, 0))).toEqual(['der/trailing-bytes', request.length]);
    expect(coded(request.subarray(0, request.length - 1))).toEqual(['der/truncated', 0]);
    expect(coded(Uint8Array.of(0x30, 0x03, 0x0a, 0x01, 0x06))).toEqual(['der/wrong-tag', 2]);
    expect(coded(new Uint8Array())).toEqual(['der/truncated', 0]);
  });

  it('reads an explicit version v1 as a defect and refuses another version', () => {
    const tbs = (version: number) => Uint8Array.of(0x30, 0x09, 0x30, 0x07, 0xa0, 0x03, 0x02, 0x01, version, 0x30, 0x00);
    const v1 = decodeOCSPRequest(tbs(0));
    expect(v1.ok && v1.value.defects).toEqual([
      {
        code: 'der/explicit-default',
        message: 'version v1 is the DEFAULT and must be left out, at offset 4',
        offset: 4,
        signed: false,
      },
    ]);
    expect(decodeOCSPRequest(tbs(1))).toMatchObject({ ok: false, code: 'ocsp/version', offset: 4 });
  });
});
