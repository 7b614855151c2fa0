import { OCSPRequest } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import { expect, test } from 'vitest';
import { decodeCertificate, decodeOCSPResponse } from '../../src/core/decode/index.ts';
import type { AnyCertificate } from '../../src/core/model/certificate.ts';
import { toHex } from '../../src/core/model/bytes.ts';
import type { OCSPResponse, SingleResponse } from '../../src/core/model/ocsp.ts';
import type { Result } from '../../src/core/model/result.ts';
import type { Time } from '../../src/core/model/time.ts';
import { casesByCorpus, describeCorpora, objectBytes, type CorpusCase } from './corpora.ts';
import { DECODE_DEVIATIONS } from './deviations.ts';
import { CERTIFICATE_KINDS, accompanyingCertificates } from './kinds.ts';
import { Ledger } from './ledger.ts';
import { JUDGED_ELSEWHERE, RESPONSE_FIELDS } from './response-fields.ts';

describeCorpora('decoding', () => {
  const ledger = new Ledger(DECODE_DEVIATIONS);

  test.each(casesByCorpus(...CERTIFICATE_KINDS))('certificates of %s', (corpus, cases) => {
    for (const one of cases) checkCertificate(one);
    for (const file of new Set(cases.flatMap(accompanyingCertificates)))
      checkParse(`${corpus}/${file}`, 'ok', decodeCertificate(objectBytes(corpus, file)), certificateTimes);
    expect(ledger.takeDifferences()).toEqual([]);
  });

  test.each(casesByCorpus('ocsp-response', 'ocsp-response-lookup'))('OCSP responses of %s', (corpus, cases) => {
    for (const one of cases) checkResponse(one);
    for (const file of new Set(cases.flatMap(accompanyingCertificates)))
      checkParse(`${corpus}/${file}`, 'ok', decodeCertificate(objectBytes(corpus, file)), certificateTimes);
    expect(ledger.takeDifferences()).toEqual([]);
  });

  ledger.testThatEveryDeviationOccurs();

  function checkCertificate({ corpus, id, file, expected }: CorpusCase): void {
    const of = `${corpus}/${id}`;
    const result = decodeCertificate(objectBytes(corpus, file));
    checkParse(of, expected.parse ?? 'ok', result, certificateTimes);
    if (!result.ok) return;
    const precertificate = expected.is_precert ?? expected.poison;
    if (precertificate !== undefined)
      ledger.check(of, 'is_precert', String(precertificate), String(result.value.kind === 'precertificate'));
    for (const [key, name] of [
      ['subject_cn', result.value.subject],
      ['issuer_cn', result.value.issuer],
    ] as const)
      if (expected[key] !== undefined) {
        const names = name.rdnSequence.flat().filter(({ type }) => type === '2.5.4.3');
        ledger.check(of, key, String(expected[key]), names.at(-1)?.text ?? 'none');
      }
  }

  function checkResponse(one: CorpusCase): void {
    const { corpus, id, file, expected } = one;
    const of = `${corpus}/${id}`;
    const result = decodeOCSPResponse(objectBytes(corpus, file));
    checkParse(of, expected.parse, result, responseTimes);
    if (!result.ok) return;
    result.value.basicOCSPResponse?.certs?.forEach((certificate, index) => {
      checkParse(`${of} certs[${index}]`, 'ok', decodeCertificate(certificate), certificateTimes);
    });
    const single = selectSingle(result.value, one);
    for (const [key, value] of Object.entries(expected)) {
      // BoringSSL's null means that no status was accepted, which is a judgement.
      if (JUDGED_ELSEWHERE.has(key) || (key === 'cert_status' && value === null)) continue;
      const field = RESPONSE_FIELDS[key];
      // Error statuses have no SingleResponse, and nothing is expected of one.
      const ours = !field
        ? 'not compared'
        : single || key === 'response_status'
          ? field(result.value, single!, value)
          : 'no-match';
      ledger.check(of, key, JSON.stringify(value), JSON.stringify(ours));
    }
  }

  function checkParse<T extends { defects: AnyCertificate['defects'] }>(
    of: string,
    expected: unknown,
    result: Result<T>,
    timesOf: (value: T) => Time[],
  ): void {
    if (!result.ok) return ledger.check(of, 'parse', String(expected), result.code, expected === 'fail');
    const codes = [
      ...result.value.defects.map(({ code }) => code),
      ...timesOf(result.value).flatMap(({ defects }) => defects.map((defect) => `time/${defect}`)),
    ];
    ledger.check(
      of,
      'parse',
      String(expected),
      ['ok', ...new Set(codes)].join(' '),
      expected === 'ok' && codes.length === 0,
    );
  }
});

const certificateTimes = ({ validity }: AnyCertificate): Time[] => [validity.notBefore, validity.notAfter];

function responseTimes({ basicOCSPResponse }: OCSPResponse): Time[] {
  if (!basicOCSPResponse) return [];
  const { producedAt, responses } = basicOCSPResponse.tbsResponseData;
  return [
    producedAt,
    ...responses.flatMap(({ thisUpdate, nextUpdate, certStatus }) => [
      thisUpdate,
      ...(nextUpdate ? [nextUpdate] : []),
      ...(certStatus.type === 'revoked' ? [certStatus.revocationTime] : []),
    ]),
  ];
}

/** The SingleResponse that answers the case's request, where a lookup is tested; else the first. */
function selectSingle(
  { basicOCSPResponse }: OCSPResponse,
  { kind, corpus, request }: CorpusCase,
): SingleResponse | undefined {
  const responses = basicOCSPResponse?.tbsResponseData.responses ?? [];
  if (kind !== 'ocsp-response-lookup') return responses[0];
  const { reqCert } = AsnConvert.parse(objectBytes(corpus, request!), OCSPRequest).tbsRequest.requestList[0]!;
  const asked = toHex(new Uint8Array(AsnConvert.serialize(reqCert)));
  return responses.find(({ certID }) => toHex(certID.der) === asked);
}
