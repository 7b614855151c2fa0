import { isObject, textsIn } from '../json.ts';
import type { Format } from '../piece.ts';
import { readText } from './text.ts';

/**
 * JSON of any other tool: its strings are read like text, without the escapes of JSON, each behind its name, because
 * names tell a certificate's fingerprint from other hashes.
 */
export const otherJson: Format = {
  name: 'JSON',
  detect: (piece) => piece.json?.some((value) => isObject(value) || Array.isArray(value)) ?? false,
  read(piece, collector) {
    const lines: string[] = [];
    for (const { name, text } of textsIn(piece.json!)) lines.push(`${name}: ${text}`);
    const before = collector.count;
    readText(lines.join('\n'), piece.name, collector);
    // Octets as numbers are no strings.
    if (collector.count === before) readText(piece.text!, piece.name, collector);
  },
};
