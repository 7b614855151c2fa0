/** Whom the rules on TLS subscriber certificates do not concern, or only sometimes. */
import { authorityInfoAccess, issuingA, issuingMail, responder, rootA, smimeCertificate } from '../../pki/index.ts';
import type { ExtensionSet, LeafOptions } from '../../pki/index.ts';
import { answer, once } from '../judge.ts';
import type { AnswerOptions, Bytes } from '../judge.ts';

/** The S/MIME CA's delegate, valid longer than any edition of any policy. */
export const mailDelegate = once(() =>
  responder({ issuer: issuingMail(), notBefore: '2012-01-01T00:00:00Z', notAfter: '2045-01-01T00:00:00Z' }),
);

/** An S/MIME certificate, its CA, and an answer about it. */
export function aboutMail(options: AnswerOptions = {}, leaf: LeafOptions = {}): Bytes[] {
  const certificate = smimeCertificate(leaf);
  return [
    issuingMail().certificate,
    certificate,
    answer(certificate, { ca: issuingMail(), by: mailDelegate(), ...options }),
  ];
}

/** The issuing CA's certificate, its root, and the root's answer about it. */
export function aboutCa(options: AnswerOptions = {}): Bytes[] {
  const { certificate } = issuingA();
  return [rootA().certificate, certificate, answer(certificate, { ca: rootA(), by: rootA(), ...options })];
}

/** A certificate that names no OCSP responder. */
export const NO_RESPONDER: ExtensionSet = {
  authorityInfoAccess: authorityInfoAccess({ caIssuers: 'http://ca.example-trust.example/tls01.crt' }),
};
