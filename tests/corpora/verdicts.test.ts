import { expect, test } from 'vitest';
import type { ResponseEntry, VerdictDocument } from '../../src/core/model/verdict.ts';
import { casesByCorpus, describeCorpora, type CorpusCase } from './corpora.ts';
import { VERDICT_DEVIATIONS } from './deviations.ts';
import { certificateEntry, judge, responseEntry } from './judged.ts';
import { Ledger } from './ledger.ts';
import { breaches } from '../cases/contract.ts';

/** The manifests' words for a response's signature, and ours. */
const SIGNATURES: Readonly<Record<string, readonly (string | null)[]>> = {
  ok: ['valid'],
  bad: ['invalid'],
  'bad-or-signer-missing': ['invalid', 'no-key'],
};

/**
 * Rejected by their origin only because of its clock. Freshness is no defect of the evidence, so apart from it they
 * are to be accepted.
 */
const ONLY_STALE = new Set(['stale-nextUpdate-past', 'thisUpdate-future', 'thisUpdate-too-old-no-nextUpdate']);

describeCorpora('verdicts', () => {
  const ledger = new Ledger(VERDICT_DEVIATIONS);

  test.each(casesByCorpus('ocsp-response'))('OCSP responses of %s', async (_, cases) => {
    for (const one of cases) await checkResponse(one);
    expect(ledger.takeDifferences()).toEqual([]);
  });

  test.each(casesByCorpus('precert', 'sct-certificate'))('signatures of certificates of %s', async (_, cases) => {
    for (const one of cases) {
      const { corpus, id, file, issuer, expected } = one;
      if (issuer === undefined || expected.cert_signature === undefined) continue;
      const entry = await certificateEntry(await judge(one), corpus, file);
      const wanted = expected.cert_signature === 'ok' ? 'valid' : 'invalid';
      ledger.check(`${corpus}/${id}`, 'cert_signature', wanted, entry?.signature ?? 'no entry');
    }
    expect(ledger.takeDifferences()).toEqual([]);
  });

  ledger.testThatEveryDeviationOccurs();

  async function checkResponse(one: CorpusCase): Promise<void> {
    const { corpus, id, issuer, expected, failure_class = '' } = one;
    const of = `${corpus}/${id}`;
    const document = await judge(one);
    expect(breaches(document)).toEqual([]);
    if (expected.parse === 'fail') return checkRefusal(of, document, one);
    const response = await responseEntry(document, one);
    if (expected.response_status !== undefined)
      ledger.check(of, 'response_status', String(expected.response_status), response.responseStatus);
    // Without the issuer nobody can judge a signer, so the manifests say nothing either.
    if (issuer === undefined || response.responseStatus !== 'successful') return;
    if (expected.signature !== undefined)
      ledger.check(
        of,
        'signature',
        String(expected.signature),
        String(response.signature),
        SIGNATURES[String(expected.signature)]!.includes(response.signature),
      );
    if (expected.authorized !== undefined)
      ledger.check(of, 'authorized', String(expected.authorized), authorized(response));
    if (expected.overall !== undefined)
      ledger.check(
        of,
        'overall',
        ONLY_STALE.has(failure_class) ? 'pass' : String(expected.overall),
        (await proves(document, response, one)) ? 'pass' : 'fail',
      );
  }

  /** What cannot be read is kept as evidence and leaves a problem under its name. */
  function checkRefusal(of: string, { responses, evidence, problems }: VerdictDocument, { file }: CorpusCase): void {
    const kept = evidence.find(({ names }) => names.includes(file));
    const how = responses.some(({ sha256 }) => sha256 === kept?.sha256) ? 'undecodable response' : `${kept?.kind}`;
    ledger.check(of, 'kept as', 'undecodable response', how, how === 'undecodable response' || how === 'unrecognised');
    ledger.check(of, 'problem', file, problems.find(({ name }) => name === file)?.name ?? 'none');
  }
});

/** `yes` when the signer may speak for an issuer it speaks for, `no` when for none, `unknown` in between. */
function authorized({ singleResponses }: ResponseEntry): string {
  if (singleResponses.some((single) => single.authorized === true)) return 'yes';
  return singleResponses.every((single) => single.authorized === false) ? 'no' : 'unknown';
}

/** Whether the response may be accepted as proof of the status it states: of the subject's, where there is a subject. */
async function proves(document: VerdictDocument, response: ResponseEntry, one: CorpusCase): Promise<boolean> {
  const { corpus, subject_cert, expected } = one;
  if (subject_cert === undefined) return response.signature === 'valid' && authorized(response) === 'yes';
  const entry = await certificateEntry(document, corpus, subject_cert);
  const statuses = (entry?.statuses ?? []).filter(({ evidence }) => evidence === response.sha256);
  return typeof expected.cert_status === 'string'
    ? statuses.some(({ certStatus }) => certStatus === expected.cert_status)
    : statuses.length > 0;
}
