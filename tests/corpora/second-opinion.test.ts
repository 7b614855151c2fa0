import { expect, test } from 'vitest';
import { decodeCertificate, decodeOCSPResponse } from '../../src/core/decode/index.ts';
import { compareCertificate, compareOCSPResponse } from '../../src/second-opinion/index.ts';
import { casesByCorpus, describeCorpora, objectBytes, type CorpusCase } from './corpora.ts';
import { SECOND_OPINION_DEVIATIONS } from './deviations.ts';
import { accompanyingCertificates, CERTIFICATE_KINDS } from './kinds.ts';
import { Ledger } from './ledger.ts';

/** Both decoders agree field by field, and the library is not lenient where ours refuses, except as listed. */
describeCorpora('second opinion', () => {
  const ledger = new Ledger(SECOND_OPINION_DEVIATIONS);

  test.each(casesByCorpus(...CERTIFICATE_KINDS, 'ocsp-response'))('%s', async (corpus, cases) => {
    const files = new Map<string, string>();
    for (const one of cases) {
      for (const file of accompanyingCertificates(one)) files.set(file, `${corpus}/${file}`);
    }
    for (const one of cases) files.delete(one.file);
    for (const one of cases) await check(one.kind === 'ocsp-response', `${corpus}/${one.id}`, one);
    for (const [file, of] of files) await check(false, of, { corpus, file });
    expect(ledger.takeDifferences()).toEqual([]);
  });

  ledger.testThatEveryDeviationOccurs();

  async function check(
    isResponse: boolean,
    of: string,
    { corpus, file }: Pick<CorpusCase, 'corpus' | 'file'>,
  ): Promise<void> {
    const bytes = objectBytes(corpus, file);
    const { agree, fields, error } = isResponse ? await compareOCSPResponse(bytes) : await compareCertificate(bytes);
    if (error !== undefined) {
      const ours = isResponse ? decodeOCSPResponse(bytes) : decodeCertificate(bytes);
      ledger.check(of, 'read by', 'both or neither', ours.ok ? 'ours alone' : 'theirs alone', agree);
      return;
    }
    // A comparison of nothing would agree too.
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields)
      ledger.check(of, field.path, field.theirs.slice(0, 80), field.ours.slice(0, 80), field.agree);
  }
});
