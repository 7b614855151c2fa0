/**
 * What else a browser can verify OCSP responses with. Each library is used as its own documentation says, and asked for
 * no more than it offers: PKI.js verifies signature and chain, the @peculiar decoders only decode.
 */
import { sampleOf, type Loaded } from './loaded.ts';
import type { Measured } from './messages.ts';

/** PKI.js: decode a response, find its signer, verify the signer's chain and the signature. */
export async function measurePkijs(of: Loaded, count: number, among: number): Promise<Measured> {
  const { BasicOCSPResponse, Certificate, OCSPResponse } = await import('pkijs');
  const sample = sampleOf(of, count, among);
  const trustedCerts = [Certificate.fromBER(of.issuer)];
  let right = 0;
  let parsing = 0;
  const start = performance.now();
  for (const { bytes } of sample) {
    const begin = performance.now();
    const response = OCSPResponse.fromBER(bytes);
    const basic = BasicOCSPResponse.fromBER(
      response.responseBytes!.response.valueBlock.valueHexView as Uint8Array<ArrayBuffer>,
    );
    parsing += performance.now() - begin;
    if (await basic.verify({ trustedCerts })) right++;
  }
  const ms = performance.now() - start;
  return { ms, steps: { parse: parsing, verify: ms - parsing }, right, wanted: count };
}

/** The @peculiar decoders: decode a response and the certificate inside; they verify no response. */
export async function measurePeculiar(of: Loaded, count: number, among: number): Promise<Measured> {
  await import('reflect-metadata');
  const { AsnConvert } = await import('@peculiar/asn1-schema');
  const { BasicOCSPResponse, OCSPResponse } = await import('@peculiar/asn1-ocsp');
  const sample = sampleOf(of, count, among);
  let right = 0;
  const start = performance.now();
  for (const { bytes } of sample) {
    const response = AsnConvert.parse(bytes, OCSPResponse);
    const basic = AsnConvert.parse(response.responseBytes!.response.buffer, BasicOCSPResponse);
    if (basic.tbsResponseData.responses.length === 1 && basic.certs?.length === 1) right++;
  }
  return { ms: performance.now() - start, right, wanted: count };
}
