import type { JsonObject } from '../json.ts';
import { objectsIn } from '../json.ts';
import type { Format, Piece } from '../piece.ts';

/**
 * A search of crt.sh saved as JSON (`output=json`). It names certificates by crt.sh's ids and serial numbers, and holds
 * none: each becomes something to look up.
 */
export const crtShSearch: Format = {
  name: 'crt.sh search',
  detect: (piece) => rowsIn(piece).length > 0,
  read(piece, collector) {
    const rows = rowsIn(piece);
    for (const { id } of rows) collector.lookup('crt.sh-id', String(id), `https://crt.sh/?id=${String(id)}`);
    collector.problem(
      piece.name,
      'crt.sh/no-certificates',
      `This is the result of a search on crt.sh: it names certificates, ${rows.length} in all, and holds none. The to-do list fetches them by their ids.`,
    );
  },
};

const rowsIn = (piece: Piece): JsonObject[] =>
  objectsIn(piece.json ?? []).filter(
    (value) => 'issuer_ca_id' in value && Number.isSafeInteger(value.id) && (value.id as number) > 0,
  );
