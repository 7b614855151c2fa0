import type { Format } from '../piece.ts';
import { Piece } from '../piece.ts';
import { claimOf, headersIn } from '../http-headers.ts';
import { sniffDer } from '../der-kind.ts';
import { stemOf } from './http.ts';

/** How much of the start is looked through for a response's status line. */
const SAMPLE = 16 * 1024;
/** Lines that curl itself writes, with its headers marked by `>` and `<`. */
const CURL_LINE = /^(?:[*<>]|[{}] \[)[^\n]*\n?/;

/**
 * What `curl -v` prints: a log of the exchange with the response's headers, and the body behind them when both went the
 * same way. The headers are claims about the body, or about the file beside this one.
 */
export const curlVerbose: Format = {
  name: 'log of curl -v',
  detect: ({ bytes }) =>
    (bytes[0] === 0x2a || bytes[0] === 0x3e || bytes[0] === 0x3c) &&
    /^(?:\* |> [A-Z]+ |< HTTP\/)/.test(latin1(bytes.subarray(0, 16))) &&
    /^< HTTP\/\d/m.test(latin1(bytes.subarray(0, SAMPLE))),
  read({ bytes, name, depth }, collector) {
    const log = latin1(bytes);
    const at = log.lastIndexOf('\n< HTTP/') + 1;
    let end = at;
    const headers: string[] = [];
    for (let line; (line = CURL_LINE.exec(log.slice(end, end + 8192))?.[0]);) {
      if (line.startsWith('< ')) headers.push(line.slice(2).trimEnd());
      end += line.length;
    }
    const claim = claimOf(headersIn(headers), name);
    const rest = bytes.subarray(end);
    // What curl says at the end of the exchange stands behind the body.
    const closing = log.slice(end).search(/\n?\* (?:Connection #|Closing|shutting)[^\n]*\n?$/);
    const { kind, end: length } = sniffDer(rest);
    const body = rest.subarray(0, kind !== null && length !== null ? length : closing < 0 ? rest.length : closing);
    if (body.length === 0) collector.looseClaims.push({ stem: stemOf(name), bytes, claim });
    else collector.claimAll(claim, () => collector.open(new Piece(name, body.slice(), depth)));
  },
};

const latin1 = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes);
