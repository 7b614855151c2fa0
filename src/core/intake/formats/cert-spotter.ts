import { fromBase64 } from '../base64.ts';
import type { JsonObject } from '../json.ts';
import { isObject, objectsIn, textOf } from '../json.ts';
import type { Format, Piece } from '../piece.ts';
import { readObject } from './der.ts';

/**
 * Issuances from the Cert Spotter API (v1): certificates stand as base64 in `cert.data` or `cert_der`, issuers in
 * `issuer.data`; where the query did not ask for them, only the SHA-256 is there.
 */
export const certSpotter: Format = {
  name: 'Cert Spotter issuances',
  detect: (piece) => issuancesIn(piece).length > 0,
  read(piece, collector) {
    const { name } = piece;
    issuancesIn(piece).forEach((issuance, index) => {
      const cert = isObject(issuance.cert) ? issuance.cert : {};
      const issuer = isObject(issuance.issuer) ? issuance.issuer : {};
      const data = textOf(cert.data) ?? textOf(issuance.cert_der);
      for (const text of [data, textOf(issuer.data) ?? textOf(issuer.cert_der)]) {
        if (text === null) continue;
        const bytes = fromBase64(text.replace(/\s/g, ''));
        if (bytes && bytes.length > 0) readObject(bytes, name, collector, `Issuance ${index + 1}: `);
        else
          collector.unreadable(
            new TextEncoder().encode(text),
            name,
            'cert-spotter/bad-base64',
            `Issuance ${index + 1}: the certificate is not base64. Query the API again.`,
          );
      }
      const sha256 = (textOf(cert.sha256) ?? textOf(issuance.cert_sha256))?.toLowerCase();
      if (data === null && sha256 && /^[0-9a-f]{64}$/.test(sha256)) collector.reference(sha256, name);
    });
  },
};

const issuancesIn = (piece: Piece): JsonObject[] =>
  objectsIn(piece.json ?? []).filter(
    (value) => 'tbs_sha256' in value && (isObject(value.cert) || 'cert_der' in value || 'cert_sha256' in value),
  );
