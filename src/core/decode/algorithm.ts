import type { AlgorithmIdentifier } from '../model/asn1.ts';
import { checkNested } from '../der/nested.ts';
import type { DerReader, Tlv } from '../der/reader.ts';
import { isPrimitive, TAG } from '../der/tags.ts';

/** `AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL }`, RFC 5280 section 4.1.1.2. */
export function readAlgorithmIdentifier(reader: DerReader, what: string): AlgorithmIdentifier {
  const tlv = reader.read(TAG.sequence, what);
  const { session } = reader;
  const same = session.shared?.algorithms.find(session.bytes, tlv.start, tlv.end);
  if (same) return same;
  const defects = session.defects.length;
  const identifier = readAnew(reader, tlv, what);
  const { parameters, der } = identifier;
  if (session.isClean(defects) && (!parameters || isPrimitive(parameters)))
    session.shared?.algorithms.keep(der, identifier);
  return identifier;
}

function readAnew(reader: DerReader, tlv: Tlv, what: string): AlgorithmIdentifier {
  const inside = reader.into(tlv);
  const algorithm = inside.objectIdentifier(`the algorithm of ${what}`);
  const der = reader.whole(tlv);
  if (!inside.more) return { algorithm, der };
  const parameters = inside.any(`the parameters of ${what}`);
  checkNested(inside, parameters, `the parameters of ${what}`);
  inside.finish(what);
  return { algorithm, parameters: inside.whole(parameters), der };
}
