import type { DerReader } from '../der/reader.ts';

/**
 * `version [0] EXPLICIT Version DEFAULT v1`, the same in requests and responses (RFC 6960 sections 4.1.1 and 4.2.1).
 * Another version is refused; v1 written out is a defect, `signed` where the object's signature covers it.
 */
export function readOcspVersion(reader: DerReader, of: 'request' | 'response', signed: boolean): void {
  const offset = reader.at;
  const inside = reader.explicit(0, 'version');
  if (!inside) return;
  const value = inside.smallInteger('version');
  inside.finish('version');
  if (reader.session.failure) return;
  if (value !== 0) reader.fail('ocsp/version', `The ${of} says version ${value + 1}; only v1 is defined`, offset);
  else
    reader.session.defects.push({
      code: 'der/explicit-default',
      message: `version v1 is the DEFAULT and must be left out, at offset ${offset}`,
      offset,
      signed,
    });
}
