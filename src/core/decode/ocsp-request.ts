import type { Extension } from '../model/asn1.ts';
import type { CertID, OCSPRequest } from '../model/ocsp.ts';
import { ok, type Result } from '../model/result.ts';
import { checkNested } from '../der/nested.ts';
import { contextConstructed, DerSession, TAG, type DerReader } from '../der/reader.ts';
import { readExtensions } from './extension.ts';
import { readGeneralName } from './general-name.ts';
import { readOcspVersion } from './ocsp-version.ts';
import { readCertID } from './single-response.ts';

/**
 * `OCSPRequest ::= SEQUENCE { tbsRequest, optionalSignature [0] EXPLICIT Signature OPTIONAL }`, RFC 6960 section 4.1.1.
 * In: exact DER, nothing before or after. Out: what was asked, or the first thing that cannot be read for certain.
 * A request proves nothing about anybody, so its signature, when it has one, is kept but not read.
 */
export function decodeOCSPRequest(bytes: Uint8Array): Result<OCSPRequest> {
  const session = new DerSession(bytes);
  const top = session.reader();
  const outer = top.sequence('the OCSPRequest');
  top.finish('the OCSPRequest');
  const tbs = outer.sequence('tbsRequest');
  readOcspVersion(tbs, 'request', false);
  const requestorName = tbs.explicit(1, 'requestorName');
  if (requestorName) {
    readGeneralName(requestorName, 'requestorName');
    requestorName.finish('requestorName');
  }
  const list = tbs.sequence('requestList');
  const requestList: CertID[] = [];
  while (list.more) requestList.push(readRequest(list));
  const requestExtensions = readOptionalExtensions(tbs, 2, 'requestExtensions');
  tbs.finish('tbsRequest');
  const signature = outer.optional(contextConstructed(0), 'optionalSignature');
  if (signature) checkNested(outer, signature, 'optionalSignature');
  outer.finish('the OCSPRequest');
  if (session.failure) return session.failure;
  return ok({ der: bytes, requestList, requestExtensions, defects: session.defects });
}

/** `Request ::= SEQUENCE { reqCert CertID, singleRequestExtensions [0] EXPLICIT Extensions OPTIONAL }` */
function readRequest(list: DerReader): CertID {
  const inside = list.into(list.read(TAG.sequence, 'a Request'));
  const certID = readCertID(inside);
  readOptionalExtensions(inside, 0, 'singleRequestExtensions');
  inside.finish('a Request');
  return certID;
}

function readOptionalExtensions(reader: DerReader, number: number, what: string): Extension[] {
  const inside = reader.explicit(number, what);
  if (!inside) return [];
  const extensions = readExtensions(inside, what);
  inside.finish(what);
  return extensions;
}
