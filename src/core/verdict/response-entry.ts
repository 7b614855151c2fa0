import type { Finding, ResponseEntry, SingleResponseEntry } from '../model/verdict.ts';
import type { ResponderID } from '../model/ocsp.ts';
import { byCodeUnit, toHex } from '../model/bytes.ts';
import { formatInstant } from '../model/time.ts';
import { formatName } from '../decode/rfc4514.ts';
import { algorithmName, hashName } from '../verify/algorithms.ts';
import type { InHand, VerifiedResponse, VerifiedSingle } from '../verify/index.ts';
import { serial } from '../rules/words.ts';
import type { ResponseHead, ToldResponse } from './told.ts';

/** One element of `responses` (verdict-format section 1), as it stands in the file. */
export const responseEntry = (verified: VerifiedResponse, findings: Finding[]): ResponseEntry => ({
  ...headWith(verified, singleResponseEntry),
  findings,
});

export const toldResponse = (verified: VerifiedResponse, findings: Finding[]): ToldResponse => ({
  ...responseHead(verified),
  findings,
});

export const responseHead = (verified: VerifiedResponse): ResponseHead =>
  headWith(verified, (single) => ({ ...singleResponseEntry(single), mayName: fingerprints(single.mayName) }));

function headWith<Single>(verified: VerifiedResponse, single: (single: VerifiedSingle) => Single) {
  const { sha256, response, responder } = verified;
  const basic = response?.basicOCSPResponse;
  return {
    sha256,
    responseStatus: response?.responseStatus ?? 'undecodable',
    producedAt: basic ? formatInstant(basic.tbsResponseData.producedAt.instant) : null,
    responderID: basic ? responderIdEntry(basic.tbsResponseData.responderID) : null,
    signatureAlgorithm: basic ? algorithmName(basic.signatureAlgorithm.algorithm) : null,
    signature: responder?.signature ?? null,
    responder: responder && {
      role: responder.role,
      certificateSha256: responder.signer?.sha256 ?? null,
      reason: responder.reason,
    },
    singleResponses: verified.singles.map(single),
  };
}

const responderIdEntry = (id: ResponderID): ResponseEntry['responderID'] =>
  id.by === 'key' ? { by: 'key', value: toHex(id.keyHash) } : { by: 'name', value: formatName(id.name) };

function singleResponseEntry({ single, authorization, names }: VerifiedSingle): SingleResponseEntry {
  return {
    serialNumber: serial(single.certID.serialNumber),
    hashAlgorithm: hashName(single.certID.hashAlgorithm.algorithm),
    certStatus: single.certStatus.type,
    thisUpdate: formatInstant(single.thisUpdate.instant),
    nextUpdate: single.nextUpdate ? formatInstant(single.nextUpdate.instant) : null,
    authorized: authorization.authorized,
    names: fingerprints(names),
  };
}

const fingerprints = (certificates: readonly InHand[]): string[] =>
  certificates.map(({ sha256 }) => sha256).sort(byCodeUnit);
