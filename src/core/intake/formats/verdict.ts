import { LISTED_BY_VERDICT } from '../merge.ts';
import type { JsonObject } from '../json.ts';
import { arrayOf, isObject, objectsIn, quoted, textOf } from '../json.ts';
import type { Format, Piece } from '../piece.ts';

/**
 * A verdict JSON that Presumed exported earlier (verdict-format section 1). Its references are restored; the evidence
 * it rests on is not in it, so what is not in hand becomes references too; and the document is handed on to be compared.
 */
export const verdict: Format = {
  name: 'verdict JSON',
  detect: (piece) => documentIn(piece) !== null,
  read(piece, collector) {
    const { name, bytes, text } = piece;
    const document = documentIn(piece)!;
    for (const { sha256, from } of objectsIn([document.references]))
      for (const source of arrayOf(from))
        if (isHash(sha256) && textOf(source) !== null) collector.reference(sha256, textOf(source)!);
    for (const { sha256 } of objectsIn([document.evidence]))
      if (isHash(sha256)) collector.reference(sha256, `${name}${LISTED_BY_VERDICT}`);
    if (document.formatVersion === 1) collector.earlierVerdicts.push({ name, text: text! });
    else
      collector.unreadable(
        bytes,
        name,
        'verdict/unknown-version',
        `This verdict has format version ${quoted(document.formatVersion)}, and only 1 is known here. Open it with a newer Presumed.`,
      );
  },
};

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

function documentIn(piece: Piece): JsonObject | null {
  const [value] = piece.json ?? [];
  return isObject(value) && value.format === 'presumed/verdict' ? value : null;
}
