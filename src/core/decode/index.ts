/** Bytes → model, strictly. Total functions: bad input is a value with a code, never a throw. */
export { decodeCertificate } from './certificate.ts';
export { decodeCertificateList } from './crl.ts';
export { decodeOCSPRequest } from './ocsp-request.ts';
export { decodeOCSPResponse } from './ocsp-response.ts';
export { formatName } from './rfc4514.ts';
