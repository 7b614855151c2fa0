import { expect, it } from 'vitest';
import { takeIn } from '../../src/core/intake/index.ts';
import type { EvidenceKind } from '../../src/core/model/evidence.ts';
import { compareCertificate, compareOCSPResponse } from '../../src/second-opinion/index.ts';
import type { Comparison } from '../../src/second-opinion/index.ts';
import { readInput, slugs } from './folder.ts';

const REFUSED = 'refused by the reader of record, read by the library';

/** Where the library accepts what is not DER, or reads it otherwise; each with what is apart. */
const APART: Record<string, string> = {
  // The library takes an empty SEQUENCE for an absent one.
  'der-empty-certs/response.ocsp': 'certs',
  // The library ignores the sign of an offset, or the offset.
  'time-offset-after/response.ocsp': 'tbsResponseData.producedAt, tbsResponseData.responses[0].thisUpdate',
  'time-offset-before/response.ocsp': 'tbsResponseData.producedAt, tbsResponseData.responses[0].thisUpdate',
  'der-refused/february-30.der': REFUSED,
  'der-refused/good-with-content.der': REFUSED,
  'der-refused/hour-24.der': REFUSED,
  'der-refused/indefinite-length-inside.der': REFUSED,
  'der-refused/indefinite-length.der': REFUSED,
  'der-refused/month-13.der': REFUSED,
  'der-refused/no-response-bytes.der': REFUSED,
  'der-refused/non-minimal-length-inside.der': REFUSED,
  'der-refused/non-minimal-length.der': REFUSED,
  'der-refused/non-minimal-serial.der': REFUSED,
  'der-refused/status-4.der': REFUSED,
  'der-refused/unknown-type.der': REFUSED,
  'der-refused/unknown-version.der': REFUSED,
};

const COMPARE: Partial<Record<EvidenceKind, (bytes: Uint8Array) => Promise<Comparison>>> = {
  certificate: compareCertificate,
  precertificate: compareCertificate,
  'ocsp-response': compareOCSPResponse,
};

it('both decoders agree on every certificate and response of every case, field by field', async () => {
  const apart: Record<string, string> = {};
  let compared = 0;
  for (const slug of slugs()) {
    const { evidence } = await takeIn(readInput(slug));
    for (const { kind, bytes, names } of evidence) {
      const opinion = await COMPARE[kind]?.(bytes);
      if (opinion) compared++;
      if (!opinion || opinion.agree) continue;
      const fields = opinion.fields.filter(({ agree }) => !agree).map(({ path }) => path);
      apart[`${slug}/${names[0]}`] = opinion.error === undefined ? fields.join(', ') : REFUSED;
    }
  }
  expect(apart).toEqual(APART);
  expect(compared).toBeGreaterThan(600);
});
