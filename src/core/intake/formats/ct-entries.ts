import { fromBase64 } from '../base64.ts';
import { frameCtEntry, readCtEntry } from '../ct-entry.ts';
import type { JsonObject } from '../json.ts';
import { arrayOf, isObject, jsonText, objectsIn } from '../json.ts';
import type { Format, Piece } from '../piece.ts';
import { readObject } from './der.ts';

/**
 * A CT log's answer to get-entries or get-entry-and-proof (RFC 6962 sections 4.6 and 4.8): JSON with `leaf_input` and
 * `extra_data`. The certificates are taken out, and the entry itself is kept for its timestamp.
 */
export const ctEntries: Format = {
  name: 'CT get-entries',
  detect: (piece) => entriesIn(piece).length > 0,
  read(piece, collector) {
    const { name } = piece;
    entriesIn(piece).forEach((entry, index) => {
      const leafInput = typeof entry.leaf_input === 'string' ? fromBase64(entry.leaf_input) : null;
      const extraData = fromBase64(typeof entry.extra_data === 'string' ? entry.extra_data : '');
      const parts = leafInput && extraData && readCtEntry(leafInput, extraData);
      if (!parts) {
        collector.unreadable(
          new TextEncoder().encode(jsonText(entry) ?? `entry ${index + 1}`),
          name,
          'ct/bad-entry',
          `Entry ${index + 1} is not one of a CT log of version 1: its leaf_input or extra_data cannot be read. Get it from the log again.`,
        );
        return;
      }
      collector.keep('ct-log-entry', frameCtEntry(leafInput, extraData), name);
      for (const certificate of parts.certificates)
        readObject(certificate, name, collector, `Entry ${index + 1} of the log: `);
    });
  },
};

const isEntry = (value: JsonObject): boolean => 'leaf_input' in value;

const entriesIn = (piece: Piece): JsonObject[] =>
  objectsIn(piece.json ?? [])
    .flatMap((value) => (isEntry(value) ? [value] : arrayOf(value.entries).filter(isObject)))
    .filter(isEntry);
