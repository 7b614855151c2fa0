import type { CorpusCase } from './corpora.ts';

/** Kinds whose `file` is a whole certificate. */
export const CERTIFICATE_KINDS = [
  'certificate',
  'precert',
  'precert-pair',
  'sct-certificate',
  'responder-certificate',
  'issuer-certificate',
];

/** Kinds that some test reads. */
export const TESTED_KINDS = [
  ...CERTIFICATE_KINDS,
  'ocsp-response',
  'ocsp-response-lookup',
  'tbs-certificate',
  'ocsp-parse:ocsp_cert_id',
  'ocsp-parse:ocsp_single_response',
  'ocsp-parse:ocsp_response_data',
  'ocsp-parse:ocsp_response',
  'signature-vectors',
  'sct-external',
  'ct-entry',
  'sct-list',
  'ct-entry-json',
  'ct-tile',
  'log-list',
];

/** Kinds that no test reads, and why. */
export const UNTESTED_KINDS: Readonly<Record<string, string>> = {
  'certificate-outer': 'only its outermost SEQUENCE means anything, and we do not read that alone',
  'ocsp-request': 'requests are kept, not judged',
};

/** The certificates that a case is judged with. */
export const accompanyingCertificates = ({ issuer, subject_cert, final_cert, responder_certs }: CorpusCase): string[] =>
  [issuer, subject_cert, final_cert, ...(responder_certs ?? [])].filter((file) => file !== undefined);
