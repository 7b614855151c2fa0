import { fromBase64 } from '../base64.ts';
import type { JsonObject } from '../json.ts';
import { objectsIn, textOf } from '../json.ts';
import type { Format, Piece } from '../piece.ts';
import { readObject } from './der.ts';

/**
 * What evalocsp prints: `responder_url`, `request_bytes`, `response_bytes` (base64), `response_time` (how long it took,
 * not when) and `error`; one object, an array or JSON lines. An error without a response is all there is, so it is said.
 */
export const evalocsp: Format = {
  name: 'evalocsp',
  detect: (piece) => resultsIn(piece).length > 0,
  read(piece, collector) {
    const { name } = piece;
    resultsIn(piece).forEach((result, index) => {
      const url = textOf(result.responder_url);
      const place = `Result ${index + 1}${url ? ` (${url})` : ''}: `;
      const take = (field: 'request_bytes' | 'response_bytes'): void => {
        const text = textOf(result[field]);
        if (text === null) return;
        const bytes = fromBase64(text);
        if (bytes && bytes.length > 0) readObject(bytes, name, collector, `${place}${field}: `);
        else
          collector.unreadable(
            new TextEncoder().encode(text),
            name,
            'evalocsp/bad-base64',
            `${place}${field} is not base64. Get the file again.`,
          );
      };
      take('request_bytes');
      collector.claimAll({ from: name, ...(url && { url }), method: 'POST' }, () => take('response_bytes'));
      const error = textOf(result.error);
      if (textOf(result.response_bytes) === null)
        collector.problem(
          name,
          'evalocsp/no-response',
          `${place}no response was recorded${error ? `; evalocsp said ${JSON.stringify(error)}` : ''}. It proves nothing; query the responder again.`,
        );
    });
  },
};

const resultsIn = (piece: Piece): JsonObject[] =>
  objectsIn(piece.json ?? []).filter(
    (value) => 'response_bytes' in value || ('request_bytes' in value && 'responder_url' in value),
  );
