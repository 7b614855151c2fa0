/** The fixed keys of the test authority, one a role. See keys/README.md: published, never to be trusted. */
import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { headerAt, children } from './der-writer.ts';
import type { Bytes } from './der-writer.ts';
import type { CurveName } from './rfc6979.ts';

export const KEY_NAMES = [
  'rootA',
  'issuingA',
  'issuingARekeyed',
  'issuingNamesake',
  'issuingMail',
  'responderA',
  'precertificateSigningA',
  'leafRsa',
  'logRsa',
  'stranger',
  'small',
  'large',
  'rootB',
  'issuingB',
  'responderB',
  'leafEc',
  'logEc',
  'responderP384',
  'responderP521',
  'responderEd25519',
] as const;

export type KeyName = (typeof KEY_NAMES)[number];

export interface TestKey {
  readonly name: KeyName;
  readonly kind: 'RSA' | CurveName | 'Ed25519';
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Bytes;
  /** The content of the subjectPublicKey BIT STRING without its unused-bits octet: what OCSP hashes. */
  readonly subjectPublicKey: Bytes;
  /** PKCS #8, PEM. */
  readonly pem: string;
}

const loaded = new Map<KeyName, TestKey>();

/** One of the fixed keys, read once from keys/<name>.pem. */
export function key(name: KeyName): TestKey {
  let found = loaded.get(name);
  if (!found) loaded.set(name, (found = load(name)));
  return found;
}

function load(name: KeyName): TestKey {
  const pem = readFileSync(new URL(`./keys/${name}.pem`, import.meta.url), 'utf8');
  const privateKey = createPrivateKey(pem);
  const spki = new Uint8Array(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }));
  const bits = children(spki)[1]!;
  return {
    name,
    kind: kindOf(privateKey),
    privateKey,
    spki,
    subjectPublicKey: bits.subarray(headerAt(bits, 0).content + 1),
    pem,
  };
}

function kindOf(privateKey: KeyObject): TestKey['kind'] {
  if (privateKey.asymmetricKeyType === 'rsa') return 'RSA';
  if (privateKey.asymmetricKeyType === 'ed25519') return 'Ed25519';
  const curve = privateKey.asymmetricKeyDetails?.namedCurve;
  const known: Record<string, CurveName> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
  const kind = known[curve ?? ''];
  if (!kind) throw new Error(`no test key uses ${curve ?? privateKey.asymmetricKeyType ?? 'this type'}`);
  return kind;
}
