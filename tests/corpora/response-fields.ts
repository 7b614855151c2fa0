import { readCRLReason } from '../../src/core/decode/single-response.ts';
import { DerSession } from '../../src/core/der/reader.ts';
import { findExtension } from '../../src/core/model/asn1.ts';
import { toHex } from '../../src/core/model/bytes.ts';
import type { OCSPResponse, SingleResponse } from '../../src/core/model/ocsp.ts';
import { OID } from '../../src/core/model/oid.ts';
import { formatInstant } from '../../src/core/model/time.ts';
import { algorithmName, hashName } from '../../src/core/verify/algorithms.ts';

const plainHex = (bytes: Uint8Array): string => toHex(bytes).replace(/^0+(?=.)/, '');

/** The manifests write algorithms in two ways. */
const SIGNATURE_ALGORITHMS: Readonly<Record<string, string>> = {
  sha1_rsa: 'sha1WithRSAEncryption',
  sha256_rsa: 'sha256WithRSAEncryption',
  sha256_ecdsa: 'ecdsa-with-SHA256',
};

/** Keys of `expected` that other tests judge, or that say nothing about the bytes. */
export const JUDGED_ELSEWHERE = new Set([
  'parse', // decode.test.ts
  'signature', // verdicts.test.ts
  'authorized',
  'overall',
  'signed_by',
  'lint', // the rules' own cases
  'sct_count', // SCTs inside an OCSP response are not read
  'sct_log_ids_b64',
  'note', // prose
  'original',
]);

/** `single` is the SingleResponse that a case is about; where it does not say, the first. */
type Field = (response: OCSPResponse, single: SingleResponse, expected: unknown) => unknown;

const data = (response: OCSPResponse) => response.basicOCSPResponse!.tbsResponseData;
const revoked = ({ certStatus }: SingleResponse) => (certStatus.type === 'revoked' ? certStatus : undefined);
const responderBy = (response: OCSPResponse, underscore: boolean): string =>
  data(response).responderID.by === 'key' ? (underscore ? 'by_key' : 'byKey') : underscore ? 'by_name' : 'byName';

/** What we read, in the words of the manifest's key. */
export const RESPONSE_FIELDS: Readonly<Record<string, Field>> = {
  response_status: (response) => response.responseStatus,
  version: (response) => `v${data(response).version}`,
  produced_at: (response) => formatInstant(data(response).producedAt.instant),
  this_update: (_, { thisUpdate }) => formatInstant(thisUpdate.instant),
  next_update: (_, { nextUpdate }) => (nextUpdate ? formatInstant(nextUpdate.instant) : null),
  cert_status: (response, { certStatus }, expected) =>
    Array.isArray(expected) ? data(response).responses.map((single) => single.certStatus.type) : certStatus.type,
  cert_status_first: (_, { certStatus }) => certStatus.type,
  revocation_time: (_, single) => formatInstant(revoked(single)!.revocationTime.instant),
  revocation_reason: (_, single) => revoked(single)!.revocationReason ?? null,
  revocation_reason_of_selected: (response, _, expected) =>
    data(response)
      .responses.map((single) => revoked(single)?.revocationReason)
      .find((reason) => reason === expected),
  serial: (_, { certID: { serialNumber } }, expected) =>
    String(expected).startsWith('0') ? toHex(serialNumber) : plainHex(serialNumber),
  serial_dec: (_, { certID: { serialNumber } }) => Number(`0x${toHex(serialNumber)}`),
  certid_hash: (_, { certID }, expected) => {
    const name = hashName(certID.hashAlgorithm.algorithm);
    return String(expected).startsWith('unsupported') ? `unsupported ${name}` : name;
  },
  responder_id: (response, _, expected) => responderBy(response, String(expected).includes('_')),
  responder_key_hash: (response) => {
    const { responderID } = data(response);
    return responderID.by === 'key' ? toHex(responderID.keyHash) : null;
  },
  sigalg: (response, _, expected) => {
    const ours = algorithmName(response.basicOCSPResponse!.signatureAlgorithm.algorithm);
    return SIGNATURE_ALGORITHMS[String(expected)] === ours ? expected : ours;
  },
  single_responses: (response) => data(response).responses.length,
  certs: (response) => response.basicOCSPResponse!.certs?.length ?? 0,
  response_extensions: (response) => data(response).responseExtensions.length,
  single_extensions: (_, { singleExtensions }) => singleExtensions.length,
  extension_value_hex: (_, { singleExtensions }) => toHex(singleExtensions[0]!.extnValue),
  sct_oid: (_, { singleExtensions }) => singleExtensions[0]!.extnID,
  single_extension_reason: (_, { singleExtensions }) =>
    readCRLReason(new DerSession(findExtension(singleExtensions, OID.reasonCode)!.extnValue).reader()),
  unknown_extension_oid: (response) => data(response).responseExtensions[0]!.extnID,
  critical: (response) => data(response).responseExtensions[0]!.critical,
  nonce: (response, _, expected) => {
    const nonce = findExtension(data(response).responseExtensions, OID.pkixOcspNonce);
    if (!nonce) return null;
    return expected === 'present' ? 'present' : toHex(nonce.extnValue.subarray(2));
  },
};
