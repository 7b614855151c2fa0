/** Certificates of a CA's Name and key beside its own: what other CAs issue, and what anybody can write. */
import { issuingA, issuingAuthority, rootA, serial } from './authority.ts';
import type { Authority } from './authority.ts';
import { certificate } from './certificates.ts';
import type { Bytes } from './der-writer.ts';
import { basicConstraints, keyUsage, subjectKeyIdentifier } from './extensions.ts';
import { key } from './keys.ts';
import type { TestKey } from './keys.ts';
import { name } from './names.ts';

export interface KinOptions {
  readonly label: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly usages?: readonly ('digitalSignature' | 'keyCertSign' | 'cRLSign')[];
  /** Who issues it; default the CA's own root. */
  readonly parent?: Authority;
  /** Signs instead of the parent. */
  readonly signer?: TestKey;
}

/** Another certificate of {@link issuingA}'s Name and key. */
export function kinOfIssuingA({ label, notBefore, notAfter, usages, parent = rootA(), signer }: KinOptions): Bytes {
  return issuingAuthority(parent, {
    subject: issuingA().name,
    key: issuingA().key,
    serialNumber: serial(label),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
    ...(usages ? { extensions: { keyUsage: keyUsage(...usages) } } : {}),
    ...(signer ? { more: { signer } } : {}),
  }).certificate;
}

/** Somebody's own root: whoever wants one writes one. */
export const anybody = (): Authority => {
  const own = { name: name({ CN: 'Anybody' }), key: key('stranger'), site: 'anybody.example' };
  const made = certificate({
    issuer: own.name,
    subject: own.name,
    publicKey: own.key,
    serialNumber: serial('anybody'),
    notBefore: '2015-06-01T00:00:00Z',
    notAfter: '2040-06-01T00:00:00Z',
    extensions: [basicConstraints(true), keyUsage('keyCertSign'), subjectKeyIdentifier(own.key)],
    signer: own.key,
  });
  return { ...own, certificate: made };
};

/** Like {@link kinOfIssuingA}, by somebody who has no CA's key: they call the issuer what they like. */
export const selfMadeOfIssuingA = (options: Omit<KinOptions, 'parent' | 'signer'>): Bytes =>
  kinOfIssuingA({ ...options, parent: anybody() });
