import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import * as make from './make.ts';

const { certificate, response, pem, base64, file, files, summary, expected } = make;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('mail', () => {
  const HASH = make.sha256(certificate(5));
  const mime = (bytes: Uint8Array): string => make.wrap(base64(bytes), 76).replaceAll('\n', '\r\n');
  const mail = [
    'Received: from mail.example by mx.example;',
    '\tMon, 3 Oct 2022 15:06:00 +0000',
    'From: "Somebody" <somebody@mail.example>',
    'Subject: OCSP responses',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed;',
    ' boundary="=_outer"',
    '',
    'This is a multi-part message.',
    '--=_outer',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    `See https://crt.sh/?sha256=3D${HASH.slice(0, 30)}=`,
    `${HASH.slice(30)}&opt=3Docsp.`,
    '--inner',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Nothing here</p>',
    '--inner--',
    '--=_outer',
    'Content-Type: application/zip; name="r.zip"',
    'Content-Disposition: attachment; filename="r.zip"',
    'Content-Transfer-Encoding: base64',
    '',
    mime(zipSync({ 'a.ors': response() })),
    '--=_outer',
    'Content-Type: application/x-x509-ca-cert',
    "Content-Disposition: attachment; filename*=utf-8''CA%20%C3%A9.crt",
    'Content-Transfer-Encoding: base64',
    '',
    mime(certificate()),
    '--=_outer',
    'Content-Type: message/rfc822',
    '',
    'From: other@mail.example',
    'MIME-Version: 1.0',
    'Content-Type: text/plain',
    '',
    pem(certificate(2)),
    '--=_outer',
    'Content-Type: application/pkcs7-signature; name=smime.p7s',
    'Content-Transfer-Encoding: base64',
    '',
    mime(certificate(3)),
    '--=_outer--',
    '',
  ];
  test('text, attachments, forwarded mails; not the signature of the mail', async () => {
    for (const end of ['\r\n', '\n']) {
      const taken = await files(['m.eml', mail.join(end)]);
      expect(summary(taken)).toEqual(
        expected(
          [
            ['ocsp-response', response(), 'm.eml/r.zip/a.ors'],
            ['certificate', certificate(), 'm.eml/CA é.crt'],
            ['certificate', certificate(2), 'm.eml/part 5'],
          ],
          { references: [HASH] },
        ),
      );
    }
  });
  test('with nothing in it', async () => {
    const bytes = utf8('From: a@mail.example\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHello.\n');
    expect(summary(await file('m', bytes))).toEqual(
      expected([['unrecognised', bytes, 'm']], { problems: ['m mail/nothing-found'] }),
    );
  });
  test('a damaged attachment', async () => {
    const bytes = utf8(
      'From: a@mail.example\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n!!!!\n',
    );
    expect(summary(await file('m', bytes)).problems).toEqual(['m/a.zip mail/bad-base64']);
  });
});
