/**
 * The sample case of the app: a story told in evidence, like Mozilla bug 1793443 but wholly made up.
 *
 * On 2022-08-16 the issuance pipeline of "Example Trust" lost the step that publishes new certificates to OCSP. In
 * October a researcher asks the responder about certificates known from CT logs, and it answers `unknown`. The CA
 * repairs what it counts as covered; the precertificates from before 2022-10-01 stay `unknown`.
 */
import { issuingA, responder, rootA, serial } from './authority.ts';
import type { Authority } from './authority.ts';
import { ecLog, rsaLog } from './ct.ts';
import type { Bytes } from './der-writer.ts';
import { withTrailingBytes } from './defects.ts';
import { key } from './keys.ts';
import { DAY, finalCertificate, later, precertificate } from './leaves.ts';
import type { LeafOptions } from './leaves.ts';
import { name } from './names.ts';
import { errorResponse, ocspResponse, singleResponse } from './ocsp.ts';
import type { ResponseOptions, Status } from './ocsp.ts';
import { fingerprint } from './signing.ts';
import { certificatePem, textBytes } from './text-forms.ts';

export const SAMPLE_TITLE = 'Example Trust: "unknown" OCSP responses for issued certificates';
export const SAMPLE_DESCRIPTION =
  'A made-up incident in the manner of Mozilla bug 1793443: what a responder said about certificates from before and after 2022-10-01, what the CA repaired, and what proves nothing.';
/** A week after the last response, so that the sample looks the same on every day. */
export const SAMPLE_EVALUATE_AS_OF = '2022-11-15T12:00:00Z';

/** The responder that answered in October, and its successor. */
const october = (): Authority =>
  responder({
    key: key('responderB'),
    serialNumber: serial('sample responder 1'),
    notBefore: '2022-07-01T00:00:00Z',
    notAfter: '2023-07-01T00:00:00Z',
  });
const november = (): Authority =>
  responder({
    subject: name({ C: 'US', O: 'Example Trust', CN: 'Example Trust OCSP Responder 02' }),
    serialNumber: serial('sample responder 2'),
    notBefore: '2022-10-03T00:00:00Z',
    notAfter: '2023-10-03T00:00:00Z',
  });

/** A certificate of the story: a year long, as this CA issues them. */
const issued = (host: string, notBefore: string): LeafOptions => ({
  host,
  notBefore,
  notAfter: later(notBefore, 365 * DAY - 1),
});

const finalOf = (leaf: LeafOptions): Bytes =>
  finalCertificate(leaf, [
    { log: ecLog(), at: later(leaf.notBefore!, 3) },
    { log: rsaLog(), at: later(leaf.notBefore!, 4) },
  ]);

function answer(
  signer: Authority,
  about: Bytes,
  status: Status,
  producedAt: string,
  more: Partial<ResponseOptions> = {},
): Bytes {
  return ocspResponse({
    signer,
    producedAt,
    responses: [
      singleResponse({
        issuer: issuingA(),
        serialNumber: about,
        status,
        thisUpdate: producedAt,
        nextUpdate: later(producedAt, 4 * DAY - 1),
      }),
    ],
    certs: [signer.certificate],
    ...more,
  });
}

/** The files of the sample, in the order in which they would stand in an archive. */
export function sampleFiles(): { name: string; bytes: Bytes }[] {
  const files: { name: string; bytes: Bytes }[] = [];
  const add = (file: string, bytes: Bytes): void => void files.push({ name: file, bytes });
  const certificate = (bytes: Bytes): Bytes => {
    add(`certificates/${fingerprint(bytes)}.crt`, bytes);
    return bytes;
  };
  const capture = (day: string, about: Bytes, response: Bytes): void =>
    add(`ocsp/${day}/${fingerprint(about)}.ocsp`, response);

  add('issuers/example-trust-root-a1.pem', textBytes(certificatePem(rootA().certificate)));
  add('issuers/example-trust-tls-issuing-ca-01.pem', textBytes(certificatePem(issuingA().certificate)));

  // Final certificates of the evening on which publishing failed; of two the precertificate is in hand as well.
  const august = [
    issued('shop.harbour.example', '2022-08-16T19:05:12Z'),
    issued('mail.quarry.example', '2022-08-16T19:41:50Z'),
    issued('api.lantern.example', '2022-08-16T20:17:33Z'),
    issued('www.meadow.example', '2022-08-16T21:02:08Z'),
  ];
  const augustFinals = august.map(finalOf);
  august.slice(0, 2).forEach((leaf) => certificate(precertificate(leaf)));
  augustFinals.forEach((final, n) => {
    certificate(final);
    capture('2022-10-02', final, answer(october(), final, 'unknown', later('2022-10-02T08:10:00Z', 20 * n)));
    capture('2022-10-04', final, answer(november(), final, 'good', later('2022-10-04T17:30:00Z', 20 * n)));
  });

  // For this one the responder gave an unsigned error only: it proves nothing.
  const unanswered = certificate(finalOf(issued('login.orchard.example', '2022-08-16T21:20:41Z')));
  capture('2022-10-02', unanswered, errorResponse('unauthorized'));

  // A certificate from before the trouble that was always known.
  const healthy = certificate(finalOf(issued('www.harbour.example', '2022-08-03T10:15:00Z')));
  capture('2022-10-02', healthy, answer(october(), healthy, 'good', '2022-10-02T08:12:00Z'));

  // Precertificates from before 2022-10-01 without a final certificate: what the readings differ about.
  for (const [n, leaf] of [
    issued('status.lantern.example', '2022-08-23T14:00:27Z'),
    issued('static.quarry.example', '2022-09-12T09:30:05Z'),
    issued('beta.meadow.example', '2022-09-14T16:45:59Z'),
  ].entries()) {
    const found = certificate(precertificate(leaf));
    capture('2022-10-13', found, answer(november(), found, 'unknown', later('2022-10-13T06:00:00Z', 15 * n)));
  }

  // Four hours before the date, by a notBefore that the CA chose: nothing proves on which side it was signed.
  const boundary = certificate(precertificate(issued('night.orchard.example', '2022-09-30T20:04:10Z')));
  capture('2022-10-13', boundary, answer(november(), boundary, 'unknown', '2022-10-13T06:01:00Z'));

  // Precertificates on or after 2022-10-01: covered under either reading, and repaired later.
  for (const [n, leaf] of [
    issued('eu.harbour.example', '2022-10-01T06:31:00Z'),
    issued('pay.lantern.example', '2022-10-06T11:12:13Z'),
    issued('cdn.quarry.example', '2022-10-07T03:25:47Z'),
  ].entries()) {
    const found = certificate(precertificate(leaf));
    capture('2022-10-13', found, answer(november(), found, 'unknown', later('2022-10-13T06:02:00Z', 15 * n)));
    capture('2022-11-08', found, answer(november(), found, 'good', later('2022-11-08T07:00:00Z', 15 * n)));
  }

  // Known from the start: the first answer was even signed before the precertificate (bug 1793443, comments 11 to 16).
  const early = certificate(precertificate(issued('docs.meadow.example', '2022-10-09T12:00:00Z')));
  capture('2022-10-13', early, answer(november(), early, 'good', '2022-10-09T11:59:20Z'));
  capture('2022-11-08', early, answer(november(), early, 'good', '2022-11-08T07:01:00Z'));

  const revoked = certificate(precertificate(issued('old.orchard.example', '2022-10-10T08:08:08Z')));
  const revocation = { revokedAt: '2022-10-11T09:00:00Z', reason: 'keyCompromise' } as const;
  capture('2022-10-13', revoked, answer(november(), revoked, revocation, '2022-10-13T06:05:00Z'));

  // An editor saved this response with a line end behind it: outside the signature, and no fault of the CA.
  const edited = certificate(precertificate(issued('news.quarry.example', '2022-10-10T15:00:00Z')));
  capture('2022-10-13', edited, withTrailingBytes(answer(november(), edited, 'good', '2022-10-13T06:06:00Z'), '0d0a'));

  // Somebody else signed this one and attached the real responder's certificate: it must not count against the CA.
  const accused = certificate(precertificate(issued('app.harbour.example', '2022-10-11T17:17:17Z')));
  capture(
    '2022-10-13',
    accused,
    answer(november(), accused, 'unknown', '2022-10-13T06:07:00Z', { signingKey: key('stranger') }),
  );

  const links = [...augustFinals, unanswered].map((bytes) => `https://crt.sh/?sha256=${fingerprint(bytes)}`);
  const missing = ['sample: never handed in', 'sample: never handed in either'].map((label) =>
    fingerprint(textBytes(label)),
  );
  add('bug.txt', textBytes(bugText(links, missing)));
  return files;
}

/** The report as a researcher would paste it: links that resolve, links that do not, and one that names an id only. */
const bugText = (links: readonly string[], missing: readonly string[]): string => `${SAMPLE_TITLE}

Example Trust's OCSP responder (http://ocsp.example-trust.example/tls01) answers "unknown" for these certificates,
which were issued on 2022-08-16:

${links.join('\n')}

I attach the signed responses of 2022-10-02. The last one only got an error, which is not signed.

Comment 1 (the CA)

> The certificates were published to OCSP on 2022-10-04 10:30 PDT. Precertificates generated before October 1, 2022
> were not in scope.

Comment 2

I have not seen the certificates behind these two, and the third link names an id only:

https://crt.sh/?sha256=${missing[0]!}&opt=ocsp
SHA256 Fingerprint=${missing[1]!.toUpperCase().match(/../g)!.join(':')}
https://crt.sh/?id=7421098765
`;
