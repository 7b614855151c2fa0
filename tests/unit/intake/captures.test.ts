import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../../../src/core/model/bytes.ts';
import * as make from './make.ts';

const { response, request, base64, file, files, paste, summary, expected } = make;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value, null, 1));

describe('captured HTTP', () => {
  const head = (length: number, more = ''): string =>
    `HTTP/1.1 200 OK\r\nDate: Mon, 03 Oct 2022 15:06:00 GMT\r\nContent-Type: application/ocsp-response\r\n${more}Content-Length: ${length}\r\n\r\n`;
  const claim = {
    sha256: make.sha256(response()),
    from: 'x',
    capturedAt: Date.UTC(2022, 9, 3, 15, 6),
    status: 200,
    contentType: 'application/ocsp-response',
  };
  const capture = concatBytes([utf8(head(response().length)), response()]);

  test('curl -i', async () => {
    const taken = await file('x', capture);
    expect(summary(taken)).toEqual(expected([['ocsp-response', response(), 'x']]));
    expect(taken.claims).toEqual([claim]);
  });
  test('a final line end behind the body is nobody’s', async () => {
    const taken = await file('x', concatBytes([capture, utf8('\n')]));
    expect(summary(taken)).toEqual(expected([['ocsp-response', response(), 'x']]));
  });
  test('interim responses, LF alone, HTTP/2', async () => {
    const text = `HTTP/1.1 100 Continue\n\nHTTP/2 200 \ndate: Mon, 03 Oct 2022 15:06:00 GMT\ncontent-type: application/ocsp-response\n\n`;
    const taken = await file('x', concatBytes([utf8(text), response()]));
    expect(summary(taken)).toEqual(expected([['ocsp-response', response(), 'x']]));
    expect(taken.claims).toEqual([claim]);
  });
  test('chunked, and chunked in name only', async () => {
    const chunked = concatBytes([
      utf8('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n'),
      response().slice(0, 100),
      utf8(`\r\n${(response().length - 100).toString(16)};x=y\r\n`),
      response().slice(100),
      utf8('\r\n0\r\n\r\n'),
    ]);
    const undone = concatBytes([utf8('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'), response()]);
    for (const bytes of [chunked, undone])
      expect(summary(await file('x', bytes))).toEqual(expected([['ocsp-response', response(), 'x']]));
  });
  test('gzip as the content coding', async () => {
    const packed = gzipSync(response());
    const bytes = concatBytes([utf8(head(packed.length, 'Content-Encoding: gzip\r\n')), packed]);
    expect((await file('x', bytes)).claims).toEqual([claim]);
  });
  test('an error page is kept, with its status', async () => {
    const page = '<html>Service unavailable</html>';
    const taken = await file('x', utf8(`HTTP/1.1 503 Service Unavailable\r\nDate: nonsense\r\n\r\n${page}`));
    expect(summary(taken)).toEqual(expected([['unrecognised', utf8(page), 'x']], { problems: ['x text/html-page'] }));
    expect(taken.claims).toEqual([{ sha256: make.sha256(utf8(page)), from: 'x', status: 503 }]);
  });
  test('a body that is cut off', async () => {
    const taken = await file('x', capture.slice(0, -20));
    expect(summary(taken)).toEqual(
      expected([['ocsp-response', response().slice(0, -20), 'x']], { problems: ['x http/truncated'] }),
    );
  });
  test('curl -D: headers in a file of their own, joined to the body beside them', async () => {
    for (const [headers, body] of [
      ['0e57.headers', '0e57.ors'],
      ['0e57.ors.headers', '0e57.ors'],
      ['0e57.txt', '0e57'],
    ] as const) {
      const archive = zipSync({
        [`r/${headers}`]: utf8(head(response().length)),
        [`r/${body}`]: response(),
        'r/other.ors': response(2),
      });
      const taken = await file('x.zip', archive);
      expect(summary(taken)).toEqual(
        expected([
          ['ocsp-response', response(), `x.zip/r/${body}`],
          ['ocsp-response', response(2), 'x.zip/r/other.ors'],
        ]),
      );
      expect(taken.claims).toEqual([{ ...claim, from: `x.zip/r/${headers}` }]);
    }
  });
  test('headers and a note of the capture, as the script of the to-do list leaves them', async () => {
    const note = 'OCSP capture\ntime: 2022-10-03T15:06:01Z\nmethod: POST\nurl: http://ocsp.example/a\n';
    const archive = zipSync({
      'ocsp/0e57.orq': request(),
      'ocsp/0e57.post.headers': utf8(head(response().length)),
      'ocsp/0e57.post.ocsp': response(),
      'ocsp/0e57.post.time': utf8(note),
      'ocsp/0e57.get.ocsp': response(2),
    });
    const taken = await file('x.zip', archive);
    expect(summary(taken)).toEqual(
      expected([
        ['ocsp-request', request(), 'x.zip/ocsp/0e57.orq'],
        ['ocsp-response', response(), 'x.zip/ocsp/0e57.post.ocsp'],
        ['ocsp-response', response(2), 'x.zip/ocsp/0e57.get.ocsp'],
      ]),
    );
    expect(taken.claims).toEqual([
      { ...claim, from: 'x.zip/ocsp/0e57.post.headers' },
      {
        sha256: claim.sha256,
        from: 'x.zip/ocsp/0e57.post.time',
        capturedAt: Date.UTC(2022, 9, 3, 15, 6, 1),
        url: 'http://ocsp.example/a',
        method: 'POST',
      },
    ]);
  });
  test('a note of a capture that says little, and one without its response', async () => {
    const vague = utf8('OCSP capture\r\ntime: lately\r\nmethod: SEND\r\n');
    const taken = await files(['a.ocsp', response()], ['a.time', vague]);
    expect(taken.claims).toEqual([{ sha256: claim.sha256, from: 'a.time' }]);
    expect(summary(await file('b.time', vague))).toEqual(
      expected([['unrecognised', vague, 'b.time']], { problems: ['b.time http/no-body'] }),
    );
  });
  test('headers that hundreds of bodies could belong to are joined to none', async () => {
    const bodies = Array.from({ length: 300 }, (_, at) => [`resp.${at}`, response(at)] as const);
    const taken = await files(...bodies, ['resp.headers', head(5)]);
    expect(taken.claims).toEqual([]);
    expect(summary(taken).problems).toEqual(['resp.headers http/many-bodies']);
    expect(taken.evidence).toHaveLength(301);
  });
  test('headers without a body', async () => {
    const bytes = utf8(head(5));
    expect(summary(await file('a.headers', bytes))).toEqual(
      expected([['unrecognised', bytes, 'a.headers']], { problems: ['a.headers http/no-body'] }),
    );
  });
});

describe('HAR', () => {
  const url = `http://ocsp.example/ocsp/${encodeURIComponent(base64(request(2)))}`;
  const entry = (overrides: object) => ({
    startedDateTime: '2022-10-03T15:06:00.500+00:00',
    time: 12,
    request: { method: 'POST', url: 'http://ocsp.example/ocsp' },
    response: { status: 200, content: { mimeType: 'application/ocsp-response' } },
    ...overrides,
  });
  test('exchanges by POST and GET, beside everything else a browser loads', async () => {
    const har = {
      log: {
        version: '1.2',
        entries: [
          entry({
            request: {
              method: 'POST',
              url: 'http://ocsp.example/ocsp',
              postData: { mimeType: 'application/ocsp-request', text: String.fromCharCode(...request(1)) },
            },
            response: {
              status: 200,
              content: { mimeType: 'application/ocsp-response', encoding: 'base64', text: base64(response(1)) },
            },
          }),
          entry({
            request: { method: 'GET', url },
            response: {
              status: 200,
              content: { mimeType: 'application/octet-stream', encoding: 'base64', text: base64(response(2)) },
            },
          }),
          entry({ response: { status: 200, content: { mimeType: 'text/html', text: '<html>Hello</html>' } } }),
          entry({ response: { status: 0 } }),
          null,
        ],
      },
    };
    const taken = await file('a.har', json(har));
    expect(summary(taken)).toEqual(
      expected([
        ['ocsp-request', request(1), 'a.har'],
        ['ocsp-request', request(2), 'a.har'],
        ['ocsp-response', response(1), 'a.har'],
        ['ocsp-response', response(2), 'a.har'],
      ]),
    );
    const capturedAt = Date.UTC(2022, 9, 3, 15, 6);
    expect(taken.claims).toHaveLength(2);
    expect(taken.claims).toContainEqual({
      sha256: make.sha256(response(1)),
      from: 'a.har',
      capturedAt,
      status: 200,
      contentType: 'application/ocsp-response',
      url: 'http://ocsp.example/ocsp',
      method: 'POST',
    });
    expect(taken.claims).toContainEqual({
      sha256: make.sha256(response(2)),
      from: 'a.har',
      capturedAt,
      status: 200,
      contentType: 'application/octet-stream',
      url,
      method: 'GET',
    });
  });
  test('without contents', async () => {
    const bytes = json({ log: { entries: [entry({})] } });
    expect(summary(await file('a.har', bytes))).toEqual(
      expected([['unrecognised', bytes, 'a.har']], { problems: ['a.har har/nothing-found'] }),
    );
  });
});

test('the GET URL of a responder in a text holds the request, slashes encoded or not', async () => {
  for (let serial = 1; serial < 40; serial++)
    for (const encoded of [encodeURIComponent(base64(request(serial))), base64(request(serial))])
      expect(summary(await paste(`curl -s http://ocsp.example/Mirror/ocsp/${encoded} -o x`))).toEqual(
        expected([['ocsp-request', request(serial)]]),
      );
});

describe('evalocsp', () => {
  const result = (serial: number, error = '') => ({
    responder_url: 'http://ocsp.example/ocsp',
    request_bytes: base64(request(serial)),
    response_bytes: base64(response(serial)),
    response_time: 123456789,
    error,
  });
  const failed = { ...result(3), response_bytes: null, error: 'connection refused' };
  test('one result, an array, JSON lines', async () => {
    for (const text of [
      JSON.stringify([result(1), result(2, 'OCSP responder does not know this certificate'), failed]),
      [result(1), result(2), failed].map((value) => JSON.stringify(value)).join('\n') + '\n',
    ]) {
      const taken = await files(['e.json', text]);
      expect(summary(taken)).toEqual(
        expected(
          [
            ['ocsp-request', request(1), 'e.json'],
            ['ocsp-request', request(2), 'e.json'],
            ['ocsp-request', request(3), 'e.json'],
            ['ocsp-response', response(1), 'e.json'],
            ['ocsp-response', response(2), 'e.json'],
          ],
          { problems: ['e.json evalocsp/no-response'] },
        ),
      );
      expect(taken.problems[0]!.message).toBe(
        'Result 3 (http://ocsp.example/ocsp): no response was recorded; evalocsp said "connection refused". It proves nothing; query the responder again.',
      );
      expect(taken.claims.map(({ url, method, capturedAt }) => [url, method, capturedAt])).toEqual([
        ['http://ocsp.example/ocsp', 'POST', undefined],
        ['http://ocsp.example/ocsp', 'POST', undefined],
      ]);
    }
    expect(summary(await file('e', json(result(1)))).evidence).toHaveLength(2);
  });
  test('JSON lines of which one is cut off: the others keep their claims, and what stands in it is read', async () => {
    const lines = [1, 2, 3, 4].map((serial) => JSON.stringify(result(serial)));
    const cut = [lines[0]!, lines[1]!.slice(0, -20), lines[2]!, '{"responder_url":', lines[3]!].join('\r\n');
    const taken = await files(['e.jsonl', cut]);
    const all = [1, 2, 3, 4];
    expect(summary(taken)).toEqual(
      expected(
        [
          ...all.map((serial) => ['ocsp-request', request(serial), 'e.jsonl'] as const),
          ...all.map((serial) => ['ocsp-response', response(serial), 'e.jsonl'] as const),
        ],
        { problems: ['e.jsonl json/broken-line'] },
      ),
    );
    expect(taken.claims.map(({ sha256 }) => sha256).sort()).toEqual(
      [1, 3, 4].map((serial) => make.sha256(response(serial))).sort(),
    );
    expect(taken.problems[0]!.message).toMatch(/^Line 2 and 1 more are not JSON/);
  });
  test('one JSON text that is cut off: what stands whole in it is read, and the rest said', async () => {
    const text = JSON.stringify([result(1), result(2)], null, 2);
    const taken = await files(['e.json', text.slice(0, text.lastIndexOf('response_bytes'))]);
    expect(summary(taken)).toEqual(
      expected(
        [
          ['ocsp-request', request(1), 'e.json'],
          ['ocsp-request', request(2), 'e.json'],
          ['ocsp-response', response(1), 'e.json'],
        ],
        { problems: ['e.json json/damaged'] },
      ),
    );
    const nothing = utf8('{"entries": [{"leaf_input": "AAAA"');
    expect(summary(await file('e.json', nothing))).toEqual(
      expected([['unrecognised', nothing, 'e.json']], { problems: ['e.json json/damaged'] }),
    );
  });
  test('bytes that are not base64', async () => {
    const taken = await file('e', json({ ...result(1), response_bytes: '?!' }));
    expect(summary(taken).problems).toEqual(['e evalocsp/bad-base64']);
  });
});
