import { LISTED_BY_VERDICT } from '../merge.ts';
import { isObject, objectsIn, type JsonObject } from '../json.ts';
import type { Format, Piece } from '../piece.ts';

/** The list of a bundle or a backup, outside the ZIP file it belongs to or in one that is damaged. What it lists and is not in hand becomes references. */
export const looseCase: Format = {
  name: 'list of a bundle',
  detect: (piece) => listIn(piece) !== null,
  read(piece, collector) {
    const list = listIn(piece)!;
    for (const { sha256 } of objectsIn([list.evidence]))
      if (typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256))
        collector.reference(sha256, `${piece.name}${LISTED_BY_VERDICT}`);
    if (list.format === 'presumed/backup')
      collector.problem(
        piece.name,
        'backup/as-evidence',
        'This belongs to a backup of all cases, which was read as evidence of this one case. To bring the cases back, use “Restore a backup” on the first screen.',
      );
    else
      collector.problem(
        piece.name,
        'bundle/loose-case-file',
        'This is the list of an evidence bundle without the bundle, or of one that cannot be used as it is: title, date and names were not restored. Add the whole ZIP file as it was exported.',
      );
  },
};

function listIn(piece: Piece): JsonObject | null {
  const [value] = piece.json ?? [];
  return isObject(value) && (value.format === 'presumed/case' || value.format === 'presumed/backup') ? value : null;
}
