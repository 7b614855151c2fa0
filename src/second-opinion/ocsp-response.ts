import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicOCSPResponse as TheirBasic,
  OCSPResponse as TheirResponse,
  OCSPResponseStatus,
  type CertStatus as TheirStatus,
  type ResponderID as TheirResponder,
  type SingleResponse as TheirSingle,
} from '@peculiar/asn1-ocsp';
import { decodeCertificate } from '../core/decode/index.ts';
import {
  CRL_REASONS,
  type BasicOCSPResponse,
  type OCSPResponse,
  type ResponderID,
  type SingleResponse,
} from '../core/model/ocsp.ts';
import { addExtensions, compareCertificateFields } from './certificate.ts';
import { ABSENT, UNREADABLE, type Fields } from './comparison.ts';
import { addAlgorithm, addMoment, addName, hex, integer } from './normal.ts';

interface Theirs {
  readonly outer: TheirResponse;
  readonly basic: TheirBasic | undefined;
}

/** Throws what the library throws. */
export function readTheirOCSPResponse(bytes: Uint8Array): Theirs {
  const outer = AsnConvert.parse(bytes, TheirResponse);
  const basic = outer.responseBytes && AsnConvert.parse(outer.responseBytes.response.buffer, TheirBasic);
  return { outer, basic };
}

/** Every field of RFC 6960 section 4.2.1, ours against the library's. */
export function compareOCSPResponseFields(ours: OCSPResponse, { outer, basic }: Theirs, into: Fields): void {
  into.add('responseStatus', ours.responseStatus, () => OCSPResponseStatus[outer.responseStatus] ?? UNREADABLE);
  const { basicOCSPResponse } = ours;
  // Those of an error status are reported by ours, but not read.
  const unread = ours.defects.find(({ code }) => code === 'ocsp/error-with-bytes');
  into.add('responseBytes', presence(basicOCSPResponse ?? unread), () => presence(basic));
  if (basicOCSPResponse && basic) compareBasic(basicOCSPResponse, basic, into);
}

function compareBasic(ours: BasicOCSPResponse, theirs: TheirBasic, into: Fields): void {
  const { tbsResponseData: data } = ours;
  const theirData = theirs.tbsResponseData;
  const inside = into.under('tbsResponseData.');
  into.add('tbsResponseData', hex(data.der), () => hex(theirs.tbsResponseDataRaw!));
  inside.add('version', `v${data.version}`, () => `v${theirData.version + 1}`);
  addResponderID(inside, data.responderID, theirData.responderID);
  addMoment(inside, 'producedAt', data.producedAt, () => theirData.producedAt);
  inside.add('responses.length', String(data.responses.length), () => String(theirData.responses.length));
  data.responses.forEach((single, index) => {
    const theirSingle = theirData.responses[index];
    if (theirSingle) compareSingle(single, theirSingle, inside.under(`responses[${index}].`));
  });
  addExtensions(inside, 'responseExtensions', data.responseExtensions, theirData.responseExtensions ?? []);
  addAlgorithm(into, 'signatureAlgorithm', ours.signatureAlgorithm, () => theirs.signatureAlgorithm);
  into.add('signature', hex(ours.signature.bytes), () => hex(theirs.signature));
  into.add('certs', ours.certs ? String(ours.certs.length) : ABSENT, () =>
    theirs.certs ? String(theirs.certs.length) : ABSENT,
  );
  ours.certs?.forEach((bytes, index) => {
    const certificate = decodeCertificate(bytes);
    const theirCertificate = theirs.certs?.[index];
    const under = into.under(`certs[${index}].`);
    if (certificate.ok && theirCertificate) compareCertificateFields(certificate.value, theirCertificate, under);
    else
      under.add('certificate', certificate.ok ? 'readable' : UNREADABLE, () =>
        theirCertificate ? 'readable' : UNREADABLE,
      );
  });
}

function addResponderID(into: Fields, ours: ResponderID, theirs: TheirResponder): void {
  const by = theirs.byName ? 'name' : 'key';
  into.add('responderID', `by ${ours.by}`, () => `by ${by}`);
  if (ours.by === 'name') addName(into, 'responderID.byName', ours.name, () => theirs.byName!);
  else into.add('responderID.byKey', hex(ours.keyHash), () => hex(theirs.byKey!.buffer));
}

function compareSingle(ours: SingleResponse, theirs: TheirSingle, into: Fields): void {
  addAlgorithm(into, 'certID.hashAlgorithm', ours.certID.hashAlgorithm, () => theirs.certID.hashAlgorithm);
  into.add('certID.issuerNameHash', hex(ours.certID.issuerNameHash), () => hex(theirs.certID.issuerNameHash.buffer));
  into.add('certID.issuerKeyHash', hex(ours.certID.issuerKeyHash), () => hex(theirs.certID.issuerKeyHash.buffer));
  into.add('certID.serialNumber', integer(ours.certID.serialNumber), () => integer(theirs.certID.serialNumber));
  into.add('certStatus', ours.certStatus.type, () => statusType(theirs.certStatus));
  if (ours.certStatus.type === 'revoked') {
    const { revocationTime, revocationReason } = ours.certStatus;
    addMoment(into, 'certStatus.revocationTime', revocationTime, () => theirs.certStatus.revoked!.revocationTime);
    into.add('certStatus.revocationReason', revocationReason ?? ABSENT, () => {
      const reason = theirs.certStatus.revoked!.revocationReason;
      return reason === undefined ? ABSENT : (CRL_REASONS as Record<number, string>)[reason.reason]!;
    });
  }
  addMoment(into, 'thisUpdate', ours.thisUpdate, () => theirs.thisUpdate);
  if (ours.nextUpdate && theirs.nextUpdate) addMoment(into, 'nextUpdate', ours.nextUpdate, () => theirs.nextUpdate!);
  else into.add('nextUpdate', presence(ours.nextUpdate), () => presence(theirs.nextUpdate));
  addExtensions(into, 'singleExtensions', ours.singleExtensions, theirs.singleExtensions ?? []);
}

/** The library decodes `good` and `unknown` to null, so which one it is shows only in which key exists. */
const statusType = (status: TheirStatus): string =>
  status.revoked ? 'revoked' : 'good' in status ? 'good' : 'unknown' in status ? 'unknown' : UNREADABLE;

const presence = (value: object | undefined): string => (value ? 'present' : ABSENT);
