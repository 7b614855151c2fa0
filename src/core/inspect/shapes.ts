import { context, contextConstructed, TAG } from '../der/tags.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import type { Part } from './part.ts';
import type { Shape } from './shape.ts';
import { crlReason, extensions } from './shapes-extensions.ts';
import {
  algorithm,
  explicit,
  generalName,
  leaf,
  name,
  OCTETS,
  OID_TAG,
  optional,
  SEQUENCE,
  serialNumber,
  signature,
  time,
  version,
} from './shapes-common.ts';
import { typeValue, valueOf } from './value.ts';

/** `SubjectPublicKeyInfo ::= SEQUENCE { algorithm, subjectPublicKey BIT STRING }`; an RSA key is DER in the bits (RFC 3279). */
const subjectPublicKeyInfo: Shape = {
  name: 'subjectPublicKeyInfo',
  tags: SEQUENCE,
  parts: [
    algorithm('algorithm'),
    {
      name: 'subjectPublicKey',
      tags: [TAG.bitString],
      holds: 'der',
      parts: [
        {
          name: 'RSAPublicKey',
          tags: SEQUENCE,
          shown: 'through',
          parts: [leaf('modulus', [TAG.integer]), leaf('publicExponent', [TAG.integer])],
        },
      ],
    },
  ],
};
/** A key of another kind is octets that only its algorithm understands. */
const otherPublicKeyInfo: Shape = {
  ...subjectPublicKeyInfo,
  parts: [algorithm('algorithm'), leaf('subjectPublicKey', [TAG.bitString])],
};

/** `Certificate`, RFC 5280 section 4.1. */
export const certificate = (as: string): Shape => ({
  name: as,
  tags: SEQUENCE,
  say: (part) => {
    const subject = part.parts[0]?.parts.find(({ shape }) => shape?.name === 'subject');
    return subject ? valueOf(subject) : '';
  },
  parts: [
    {
      name: 'tbsCertificate',
      tags: SEQUENCE,
      parts: [
        optional(explicit(0, 'version', version)),
        serialNumber('serialNumber'),
        algorithm('signature'),
        name('issuer'),
        { name: 'validity', tags: SEQUENCE, parts: [time('notBefore'), time('notAfter')] },
        name('subject'),
        keyInfo(),
        optional(leaf('issuerUniqueID', [context(1)])),
        optional(leaf('subjectUniqueID', [context(2)])),
        optional(explicit(3, 'extensions', extensions('extensions'))),
      ],
    },
    algorithm('signatureAlgorithm'),
    signature('signatureValue'),
  ],
});

/** The key's own algorithm, its first part, tells what the bits are. */
function keyInfo(): Shape {
  return {
    ...subjectPublicKeyInfo,
    parts: (part, tlvs) => {
      const first = tlvs[0];
      const rsa =
        first &&
        part.bytes[first.contentStart] === TAG.objectIdentifier &&
        startsWithRsa(part.bytes, first.contentStart);
      return (rsa ? subjectPublicKeyInfo : otherPublicKeyInfo).parts as readonly Shape[];
    },
  };
}

/** rsaEncryption as a whole TLV (RFC 3279 section 2.3.1). */
const RSA_OID = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const startsWithRsa = (bytes: Uint8Array, at: number): boolean => RSA_OID.every((octet, n) => bytes[at + n] === octet);

/** `CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }`, RFC 6960 section 4.1.1. */
const certID: Shape = {
  name: 'certID',
  tags: SEQUENCE,
  parts: [
    algorithm('hashAlgorithm'),
    leaf('issuerNameHash', OCTETS),
    leaf('issuerKeyHash', OCTETS),
    serialNumber('serialNumber'),
  ],
};

const serialOf = ({ parts }: Part): string => (parts[3] ? `serial number ${valueOf(parts[3])}` : '');

const certStatus: Shape = {
  name: 'certStatus',
  choices: [
    leaf('certStatus', [context(0)], { say: () => 'good' }),
    {
      name: 'certStatus',
      tags: [contextConstructed(1)],
      say: () => 'revoked',
      parts: [time('revocationTime'), optional(explicit(0, 'revocationReason', crlReason('revocationReason')))],
    },
    leaf('certStatus', [context(2)], { say: () => 'unknown' }),
  ],
};

const singleResponse: Shape = {
  name: 'SingleResponse',
  tags: SEQUENCE,
  say: ({ parts }) =>
    parts
      .slice(0, 2)
      .map((part) => (part.shape === certID ? serialOf(part) : valueOf(part)))
      .reverse()
      .filter(Boolean)
      .join(', '),
  parts: [
    certID,
    certStatus,
    time('thisUpdate'),
    optional(explicit(0, 'nextUpdate', time('nextUpdate'))),
    optional(explicit(1, 'singleExtensions', extensions('singleExtensions'))),
  ],
};

const responderID: Shape = {
  name: 'responderID',
  choices: [explicit(1, 'byName', name('responderID byName')), explicit(2, 'byKey', leaf('responderID byKey', OCTETS))],
};

const certs: Shape = {
  name: 'certs [0]',
  tags: [contextConstructed(0)],
  optional: true,
  shown: 'through',
  parts: [{ name: 'certs', tags: SEQUENCE, each: certificate('certificate') }],
};

const basicOCSPResponse: Shape = {
  name: 'BasicOCSPResponse',
  tags: SEQUENCE,
  parts: [
    {
      name: 'tbsResponseData',
      tags: SEQUENCE,
      parts: [
        optional(explicit(0, 'version', version)),
        responderID,
        time('producedAt'),
        { name: 'responses', tags: SEQUENCE, each: singleResponse },
        optional(explicit(1, 'responseExtensions', extensions('responseExtensions'))),
      ],
    },
    algorithm('signatureAlgorithm'),
    signature('signature'),
    certs,
  ],
};

const STATUSES = ['successful', 'malformedRequest', 'internalError', 'tryLater', '', 'sigRequired', 'unauthorized'];

/** `OCSPResponse`, RFC 6960 section 4.2.1. */
const ocspResponse: Shape = {
  name: 'OCSPResponse',
  tags: SEQUENCE,
  parts: [
    leaf('responseStatus', [TAG.enumerated], {
      say: (part) => {
        const word = part.content.length === 1 ? STATUSES[part.content[0]!] : '';
        return word ? `${word} (${part.content[0]})` : typeValue(part);
      },
    }),
    {
      ...explicit(0, 'responseBytes', {
        name: 'responseBytes',
        tags: SEQUENCE,
        shown: 'through',
        parts: [
          leaf('responseType', OID_TAG),
          { name: 'response', tags: OCTETS, holds: 'der', parts: [basicOCSPResponse], shown: 'through' },
        ],
      }),
      optional: true,
    },
  ],
};

/** `OCSPRequest`, RFC 6960 section 4.1.1. */
const ocspRequest: Shape = {
  name: 'OCSPRequest',
  tags: SEQUENCE,
  parts: [
    {
      name: 'tbsRequest',
      tags: SEQUENCE,
      parts: [
        optional(explicit(0, 'version', version)),
        optional(explicit(1, 'requestorName', generalName)),
        {
          name: 'requestList',
          tags: SEQUENCE,
          each: {
            name: 'Request',
            tags: SEQUENCE,
            parts: [
              { ...certID, name: 'reqCert' },
              optional(explicit(0, 'singleRequestExtensions', extensions('singleRequestExtensions'))),
            ],
          },
        },
        optional(explicit(2, 'requestExtensions', extensions('requestExtensions'))),
      ],
    },
    {
      name: 'optionalSignature [0]',
      tags: [contextConstructed(0)],
      optional: true,
      shown: 'through',
      parts: [
        {
          name: 'optionalSignature',
          tags: SEQUENCE,
          parts: [algorithm('signatureAlgorithm'), signature('signature'), certs],
        },
      ],
    },
  ],
};

/** `CertificateList`, RFC 5280 section 5.1. */
const certificateList: Shape = {
  name: 'CertificateList',
  tags: SEQUENCE,
  parts: [
    {
      name: 'tbsCertList',
      tags: SEQUENCE,
      parts: [
        optional(version),
        algorithm('signature'),
        name('issuer'),
        time('thisUpdate'),
        optional(time('nextUpdate')),
        {
          name: 'revokedCertificates',
          tags: SEQUENCE,
          optional: true,
          each: {
            name: 'revoked certificate',
            tags: SEQUENCE,
            title: ({ parts: [serial] }) => (serial?.tag === TAG.integer ? valueOf(serial) : 'revoked certificate'),
            say: ({ parts: [, date] }) => (date ? valueOf(date) : ''),
            parts: [
              serialNumber('userCertificate'),
              time('revocationDate'),
              optional(extensions('crlEntryExtensions')),
            ],
          },
        },
        optional(explicit(0, 'crlExtensions', extensions('crlExtensions'))),
      ],
    },
    algorithm('signatureAlgorithm'),
    signature('signatureValue'),
  ],
};

/** What an object of each kind is; `null` for kinds that have no ASN.1 of their own. */
export const SHAPES: Readonly<Record<EvidenceKind, Shape | null>> = {
  certificate: certificate('Certificate'),
  precertificate: certificate('Certificate'),
  'ocsp-response': ocspResponse,
  'ocsp-request': ocspRequest,
  crl: certificateList,
  'ct-log-entry': null,
  'ct-log-list': null,
  unrecognised: null,
};
