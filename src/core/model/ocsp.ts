import type { AlgorithmIdentifier, BitString, Extension, Name } from './asn1.ts';
import type { Defect } from './result.ts';
import type { Time } from './time.ts';

/** `OCSPResponseStatus ::= ENUMERATED`, RFC 6960 section 4.2.1; 4 is not used. */
export type OCSPResponseStatus =
  'successful' | 'malformedRequest' | 'internalError' | 'tryLater' | 'sigRequired' | 'unauthorized';

/** `OCSPResponse ::= SEQUENCE { responseStatus, responseBytes [0] EXPLICIT ResponseBytes OPTIONAL }` */
export interface OCSPResponse {
  /** The exact bytes received, trailing ones included. */
  readonly der: Uint8Array;
  readonly responseStatus: OCSPResponseStatus;
  /** Present exactly when the status is `successful`; an error that carries one anyway says so in `defects`. */
  readonly basicOCSPResponse?: BasicOCSPResponse;
  /** What is off but certain. `signed` tells the defects inside tbsResponseData from those anyone could have added. */
  readonly defects: readonly Defect[];
}

/** `BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature, certs [0] OPTIONAL }` */
export interface BasicOCSPResponse {
  readonly tbsResponseData: ResponseData;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: BitString;
  /** The DER of each certificate as sent; not covered by the signature. Absent and empty differ. */
  readonly certs?: readonly Uint8Array[];
}

/** `ResponseData ::= SEQUENCE { version [0] DEFAULT v1, responderID, producedAt, responses, responseExtensions [1] OPTIONAL }` */
export interface ResponseData {
  /** The signed slice, exactly as received. */
  readonly der: Uint8Array;
  readonly version: 1;
  readonly responderID: ResponderID;
  readonly producedAt: Time;
  readonly responses: readonly SingleResponse[];
  readonly responseExtensions: readonly Extension[];
}

/** `ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }`; KeyHash is SHA-1 over the key's BIT STRING content. */
export type ResponderID =
  { readonly by: 'name'; readonly name: Name } | { readonly by: 'key'; readonly keyHash: Uint8Array };

/** `SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, nextUpdate [0] OPTIONAL, singleExtensions [1] OPTIONAL }` */
export interface SingleResponse {
  readonly der: Uint8Array;
  readonly certID: CertID;
  readonly certStatus: CertStatus;
  readonly thisUpdate: Time;
  readonly nextUpdate?: Time;
  readonly singleExtensions: readonly Extension[];
}

/** `CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }`, RFC 6960 section 4.1.1. */
export interface CertID {
  readonly der: Uint8Array;
  readonly hashAlgorithm: AlgorithmIdentifier;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** The INTEGER's content octets. */
  readonly serialNumber: Uint8Array;
}

/** `CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL }` */
export type CertStatus =
  | { readonly type: 'good' }
  | { readonly type: 'revoked'; readonly revocationTime: Time; readonly revocationReason?: CRLReason }
  | { readonly type: 'unknown' };

/** `CRLReason ::= ENUMERATED`, RFC 5280 section 5.3.1; 7 is not used. */
export const CRL_REASONS = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
} as const;

export type CRLReason = (typeof CRL_REASONS)[keyof typeof CRL_REASONS];

/** `OCSPRequest ::= SEQUENCE { tbsRequest TBSRequest, optionalSignature [0] OPTIONAL }`, RFC 6960 section 4.1.1. */
export interface OCSPRequest {
  /** The exact bytes received. */
  readonly der: Uint8Array;
  /** The CertID of each Request, in order. */
  readonly requestList: readonly CertID[];
  readonly requestExtensions: readonly Extension[];
  readonly defects: readonly Defect[];
}
