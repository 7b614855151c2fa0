import type { AlgorithmIdentifier } from '../model/asn1.ts';
import { checkNested } from '../der/nested.ts';
import type { DerReader } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';

/** `AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL }`, RFC 5280 section 4.1.1.2. */
export function readAlgorithmIdentifier(reader: DerReader, what: string): AlgorithmIdentifier {
  const tlv = reader.read(TAG.sequence, what);
  const inside = reader.into(tlv);
  const algorithm = inside.objectIdentifier(`the algorithm of ${what}`);
  const der = reader.whole(tlv);
  if (!inside.more) return { algorithm, der };
  const parameters = inside.any(`the parameters of ${what}`);
  checkNested(inside, parameters, `the parameters of ${what}`);
  inside.finish(what);
  return { algorithm, parameters: inside.whole(parameters), der };
}
