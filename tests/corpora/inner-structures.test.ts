import { expect, test } from 'vitest';
import { decodeCertificate, decodeOCSPResponse } from '../../src/core/decode/index.ts';
import { readCertID, readSingleResponse } from '../../src/core/decode/single-response.ts';
import { DerSession, TAG, type DerReader } from '../../src/core/der/reader.ts';
import { encodeTlv } from '../../src/core/der/writer.ts';
import { concatBytes, fromHex } from '../../src/core/model/bytes.ts';
import { casesByCorpus, describeCorpora, objectBytes } from './corpora.ts';
import { INNER_DEVIATIONS } from './deviations.ts';
import { Ledger } from './ledger.ts';

const SHA256_WITH_RSA = fromHex('300d06092a864886f70d01010b0500');
const ID_PKIX_OCSP_BASIC = fromHex('06092b0601050507300101');
const SUCCESSFUL = fromHex('0a0100');
const EMPTY_SIGNATURE = fromHex('030100');

/** Each inner structure by the function that reads it; where there is none, inside the smallest object that holds it. */
const READERS: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  'ocsp-parse:ocsp_cert_id': (bytes) => readAlone(bytes, readCertID),
  'ocsp-parse:ocsp_single_response': (bytes) => readAlone(bytes, readSingleResponse),
  'ocsp-parse:ocsp_response_data': (bytes) => {
    const basic = sequence(bytes, SHA256_WITH_RSA, EMPTY_SIGNATURE);
    const responseBytes = sequence(ID_PKIX_OCSP_BASIC, encodeTlv(TAG.octetString, basic));
    return codeOf(decodeOCSPResponse(sequence(SUCCESSFUL, encodeTlv(0xa0, responseBytes))));
  },
  'ocsp-parse:ocsp_response': (bytes) => codeOf(decodeOCSPResponse(bytes)),
  'tbs-certificate': (bytes) => codeOf(decodeCertificate(sequence(bytes, SHA256_WITH_RSA, EMPTY_SIGNATURE))),
};

describeCorpora('inner structures', () => {
  const ledger = new Ledger(INNER_DEVIATIONS);

  test.each(casesByCorpus(...Object.keys(READERS)))('%s', (_, cases) => {
    for (const { corpus, id, kind, file, expected } of cases) {
      const ours = READERS[kind]!(objectBytes(corpus, file));
      // Two have no expectation: reading them must end, however it ends.
      if (expected.parse === undefined) continue;
      ledger.check(
        `${corpus}/${id}`,
        'parse',
        String(expected.parse),
        ours,
        (ours === 'ok') === (expected.parse === 'ok'),
      );
    }
    expect(ledger.takeDifferences()).toEqual([]);
  });

  ledger.testThatEveryDeviationOccurs();
});

const sequence = (...parts: Uint8Array[]): Uint8Array => encodeTlv(TAG.sequence, concatBytes(parts));

const codeOf = (result: { ok: true } | { ok: false; code: string }): string => (result.ok ? 'ok' : result.code);

function readAlone(bytes: Uint8Array, read: (reader: DerReader) => unknown): string {
  const session = new DerSession(bytes);
  const reader = session.reader();
  read(reader);
  reader.finish('the structure');
  return session.failure?.code ?? 'ok';
}
