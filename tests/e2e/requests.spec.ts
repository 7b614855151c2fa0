import { expect, test } from './support/test.ts';
import { issuingA, responder } from '../pki/authority.ts';
import { precertificate } from '../pki/leaves.ts';
import { NONCE, nonceExtension, ocspRequest, ocspResponse, serialNumberOf, singleResponse } from '../pki/ocsp.ts';
import { choose, evaluated } from './support/app.ts';

test('a request beside its response: CertIDs and nonces are compared', async ({ page }) => {
  const issuer = issuingA();
  const subject = precertificate({ issuer, host: 'asked.example.test' });
  const signer = responder();
  const producedAt = '2022-11-10T10:00:00Z';
  const single = singleResponse({
    issuer,
    serialNumber: subject,
    status: 'good',
    thisUpdate: producedAt,
    nextUpdate: '2022-11-14T09:59:59Z',
  });
  const response = ocspResponse({
    signer,
    certs: [signer.certificate],
    producedAt,
    responses: [single],
    extensions: [nonceExtension(NONCE)],
  });
  const request = ocspRequest({ issuer, serialNumbers: [serialNumberOf(subject)], nonce: NONCE });
  const stranger = ocspRequest({ issuer, serialNumbers: ['4aff'] });
  const files = {
    'ca.crt': issuer.certificate,
    'p.crt': subject,
    'r.ors': response,
    'q.orq': request,
    's.orq': stranger,
  };

  await page.goto('./');
  await choose(
    page,
    Object.entries(files).map(([name, bytes]) => ({ name, buffer: Buffer.from(bytes) })),
  );
  await evaluated(page, 1);
  await page.getByRole('grid').getByRole('link', { name: 'asked.example.test' }).click();
  const said = page.getByText('A request in hand asks about 1 certificate; the response answers all of it');
  await expect(said).toHaveCount(1);
  await expect(said).toContainText('Both carry the same nonce, so the response was made for this request.');
});
