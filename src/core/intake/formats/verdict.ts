import type { JsonObject } from '../json.ts';
import { isObject, objectsIn, textOf } from '../json.ts';
import type { Format, Piece } from '../piece.ts';

/**
 * A verdict JSON that Presumed exported earlier (verdict-format section 1). The evidence it rests on is not in it, so
 * its fingerprints become references; the document itself is handed on to be compared.
 */
export const verdict: Format = {
  name: 'verdict JSON',
  detect: (piece) => documentIn(piece) !== null,
  read(piece, collector) {
    const { name, bytes, text } = piece;
    const document = documentIn(piece)!;
    const { evidence, references } = document;
    for (const { sha256 } of objectsIn([evidence, references])) {
      const hash = textOf(sha256) ?? '';
      if (/^[0-9a-f]{64}$/.test(hash)) collector.reference(hash, name);
    }
    if (document.formatVersion === 1) collector.earlierVerdicts.push({ name, text: text! });
    else
      collector.unreadable(
        bytes,
        name,
        'verdict/unknown-version',
        `This verdict has format version ${JSON.stringify(document.formatVersion)}, and only 1 is known here. Open it with a newer Presumed.`,
      );
  },
};

function documentIn(piece: Piece): JsonObject | null {
  const [value] = piece.json ?? [];
  return isObject(value) && value.format === 'presumed/verdict' ? value : null;
}
