/** The small ASN.1 types that certificates and OCSP responses share, with RFC 5280's names. All octets are views into the received bytes. */

/** Dotted decimal, e.g. `1.2.840.113549.1.1.11`. */
export type ObjectIdentifier = string;

/** `AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY DEFINED BY algorithm OPTIONAL }` */
export interface AlgorithmIdentifier {
  readonly algorithm: ObjectIdentifier;
  /** The whole TLV of the parameters; absent when there are none (which is not the same as NULL). */
  readonly parameters?: Uint8Array;
  /** The whole SEQUENCE. */
  readonly der: Uint8Array;
}

export interface BitString {
  readonly unusedBits: number;
  /** The content without the unused-bits octet. */
  readonly bytes: Uint8Array;
}

/** `AttributeTypeAndValue ::= SEQUENCE { type AttributeType, value AttributeValue }` */
export interface AttributeTypeAndValue {
  readonly type: ObjectIdentifier;
  /** The whole TLV of the value. */
  readonly value: Uint8Array;
  /** The value as text when it is one of the string types and decodes in it; `null` otherwise. */
  readonly text: string | null;
}

/** `Name ::= CHOICE { rdnSequence RDNSequence }`; compared and hashed by its exact DER, never re-encoded. */
export interface Name {
  readonly der: Uint8Array;
  readonly rdnSequence: readonly (readonly AttributeTypeAndValue[])[];
}

/** `Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }` */
export interface Extension {
  readonly extnID: ObjectIdentifier;
  readonly critical: boolean;
  /** The octets inside the OCTET STRING. */
  readonly extnValue: Uint8Array;
  /** The whole SEQUENCE. */
  readonly der: Uint8Array;
}

/** The value of the first extension with this id; `undefined` when there is none. */
export const findExtension = (extensions: readonly Extension[], id: ObjectIdentifier): Extension | undefined =>
  extensions.find((extension) => extension.extnID === id);
