import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  importBug,
  type ImportedBug,
  type ImportOptions,
  type ImportProgress,
} from '../../../src/bugzilla/import-bug.ts';
import { Pace } from '../../../src/bugzilla/pace.ts';
import { takeIn } from '../../../src/core/intake/index.ts';
import { INCIDENT } from '../../bugzilla/incident.ts';
import {
  rateLimited,
  refused,
  startStandIn,
  type AttachmentOnFile,
  type BugOnFile,
  type StandIn,
} from '../../bugzilla/stand-in.ts';

const NAME = `bug ${INCIDENT.id}`;
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const file = (id: number, content = `file ${id}`): AttachmentOnFile => ({
  id,
  fileName: `${id}.txt`,
  bytes: text(content),
});
const SMALL: BugOnFile = {
  id: 7,
  summary: 'Small',
  comments: ['Nothing.'],
  attachments: [file(71), file(72), file(73)],
};
const EMPTY: BugOnFile = { id: 8, summary: '', comments: [], attachments: [] };
const HIDDEN: BugOnFile = { id: 9, summary: 'Secret', comments: ['Secret.'], attachments: [file(91)], hidden: true };

let bugzilla: StandIn;
/** Pauses that were waited for, ms. */
let waited: number[];

beforeEach(async () => {
  bugzilla = await startStandIn([INCIDENT, SMALL, EMPTY, HIDDEN]);
  waited = [];
});
afterEach(() => bugzilla.close());

const run = (bug: number, options: ImportOptions = {}) => {
  const wait = (ms: number) => (waited.push(ms), Promise.resolve());
  return importBug(bug, {
    base: bugzilla.url,
    pace: new Pace({ now: () => 0, wait }),
    isOnline: () => true,
    ...options,
  });
};
const imported = async (bug: number, options?: ImportOptions): Promise<ImportedBug> => {
  const result = await run(bug, options);
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result;
};
const refusalOf = async (bug: number, options?: ImportOptions) => {
  const result = await run(bug, options);
  if (result.ok) throw new Error('This should have been refused.');
  return result;
};
const codes = ({ problems }: ImportedBug) => problems.map(({ name, code }) => `${name} ${code}`);

describe('a bug', () => {
  test('comes whole: comments, attachments, what was left out and why', async () => {
    const result = await imported(INCIDENT.id);
    expect(result.bug).toEqual({ number: INCIDENT.id, summary: INCIDENT.summary });
    expect(result.comments).toBe(INCIDENT.comments.length);
    expect(result.attachments).toBe(1);
    expect(result.skipped).toEqual({ obsolete: 1, private: 1 });
    expect(result.interrupted).toBeNull();
    expect(result.handed.map(({ name }) => name)).toEqual([
      `comments of ${NAME}`,
      `${NAME}/attachment 9299999 ocsp-responses.zip`,
    ]);
    expect(Buffer.from(result.handed[1]!.bytes).equals(INCIDENT.attachments[0]!.bytes)).toBe(true);
    expect(codes(result)).toEqual([`${NAME}/attachment 9300003 removed.der bugzilla/no-data`]);
  });

  test('is asked for in as few and as bare requests as possible, one after another', async () => {
    await imported(INCIDENT.id);
    expect(bugzilla.asked).toEqual([
      '/rest/bug/1793443?include_fields=id,summary',
      '/rest/bug/1793443/attachment?exclude_fields=data',
      '/rest/bug/1793443/comment?include_fields=id,bug_id,count,text',
      '/rest/bug/attachment/9299999',
    ]);
    expect(bugzilla.lastHeaders).toMatchObject({ accept: 'application/json' });
    expect(bugzilla.lastHeaders).not.toHaveProperty('cookie');
    expect(bugzilla.lastHeaders).not.toHaveProperty('referer');
  });

  test('gives intake the evidence of its attachments, and references that name the comment', async () => {
    const taken = await takeIn((await imported(INCIDENT.id)).handed);
    expect(taken.references).toHaveLength(13);
    for (const { from } of taken.references)
      for (const place of from) expect(place).toMatch(/ \(bug 1793443 comment \d+\)$/);
    const names = taken.evidence.flatMap((evidence) => evidence.names);
    expect(names.length).toBeGreaterThan(17);
    for (const name of names) expect(name).toMatch(/^bug 1793443\/attachment 9299999 ocsp-responses\.zip\//);
  });

  test('brings its obsolete attachments when asked', async () => {
    const result = await imported(INCIDENT.id, { includeObsolete: true });
    expect(result.skipped).toEqual({ obsolete: 0, private: 1 });
    expect(result.handed.map(({ name }) => name)).toContain(`${NAME}/attachment 9300001 first-try.txt`);
  });

  test('that is empty brings nothing', async () => {
    expect(await imported(8)).toEqual({
      ok: true,
      bug: { number: 8, summary: '' },
      comments: 0,
      attachments: 0,
      skipped: { obsolete: 0, private: 0 },
      handed: [],
      problems: [],
      interrupted: null,
    });
  });

  test('reports each step before it is taken', async () => {
    const steps: ImportProgress[] = [];
    await imported(7, { onProgress: (progress) => steps.push(progress) });
    expect(steps).toEqual([
      { step: 'bug', done: 0, total: 3 },
      { step: 'attachments', done: 1, total: 3 },
      { step: 'comments', done: 2, total: 6 },
      { step: 'attachment', name: '71.txt', done: 3, total: 6 },
      { step: 'attachment', name: '72.txt', done: 4, total: 6 },
      { step: 'attachment', name: '73.txt', done: 5, total: 6 },
    ]);
  });
});

describe('what Bugzilla refuses', () => {
  test('no such bug', async () => {
    const refusal = await refusalOf(404404);
    expect(refusal.code).toBe('bugzilla/not-found');
    expect(refusal.message).toBe(
      'Bugzilla has no bug 404404. Check the number. It says: “Bug #404404 does not exist.”',
    );
  });

  test.each([401, 403])('a hidden bug (HTTP %i)', async (status) => {
    if (status === 403) bugzilla.misbehave = () => refused(403, 102, 'Forbidden.');
    const refusal = await refusalOf(9);
    expect(refusal.code).toBe('bugzilla/not-public');
    expect(refusal.message).toMatch(/^Bugzilla does not show bug 9 to the public .*without your account/);
  });

  test.each([
    ['429 with its time', { status: 429, headers: { 'Retry-After': '17' }, body: '' }, 17],
    ['429 without', { status: 429, body: 'Too many requests' }, 60],
    ['429 with a date', { status: 429, headers: { 'Retry-After': 'Mon, 03 Oct 2022 15:06:00 GMT' }, body: '' }, 60],
    ['429 for a day', { status: 429, headers: { 'Retry-After': '86400' }, body: '' }, 300],
    ["Bugzilla's own words", rateLimited, 60],
  ])('too many requests: %s', async (_, reply, seconds) => {
    bugzilla.misbehave = () => reply;
    const steps: ImportProgress[] = [];
    const refusal = await refusalOf(7, { onProgress: (progress) => steps.push(progress) });
    expect(refusal).toMatchObject({ code: 'bugzilla/rate-limited', waitSeconds: seconds });
    expect(refusal.message).toContain(`Wait ${seconds} seconds`);
    // It waited once by itself before it gave up.
    expect(waited).toEqual([seconds * 1000]);
    expect(steps.map(({ step, seconds }) => [step, seconds])).toEqual([
      ['bug', undefined],
      ['waiting', seconds],
      ['bug', undefined],
    ]);
  });

  test('after the pause the import goes on', async () => {
    bugzilla.misbehave = (path, times) => (path.endsWith('/72') && times === 0 ? rateLimited : undefined);
    const result = await imported(7);
    expect(result.attachments).toBe(3);
    expect(result.problems).toEqual([]);
    expect(waited).toEqual([60_000]);
  });

  test('another error without a number of its own is not taken for a limit', async () => {
    bugzilla.misbehave = () => refused(400, 32000, 'The template could not be processed.');
    const refusal = await refusalOf(7);
    expect(refusal.code).toBe('bugzilla/refused');
    expect(refusal.message).toBe('Bugzilla refused bug 7 (HTTP 400). It says: “The template could not be processed.”');
  });

  test('an error of the server', async () => {
    bugzilla.misbehave = () => ({ status: 503, body: '<html>Guru Meditation</html>' });
    expect(await refusalOf(7)).toMatchObject({
      code: 'bugzilla/server-error',
      message: 'Bugzilla failed on bug 7 (HTTP 503). Try again later.',
    });
  });

  test('an error that is sent as if it were an answer', async () => {
    bugzilla.misbehave = () => ({ ...refused(200, 102, 'You are not authorized.'), status: 200 });
    expect((await refusalOf(7)).code).toBe('bugzilla/refused');
  });
});

describe('answers that are none', () => {
  test.each([
    ['a page', '<html>Please sign in to this network</html>'],
    ['half a JSON', '{"bugs":[{"id":7'],
    ['an array', '[]'],
    ['another bug', { bugs: [{ id: 8, summary: '' }] }],
    ['no bug', { bugs: [] }],
    ['bugs of a wrong type', { bugs: 'none' }],
  ])('instead of the bug: %s', async (_, body) => {
    bugzilla.misbehave = () => ({ body });
    expect((await refusalOf(7)).code).toBe('bugzilla/malformed');
  });

  test.each([
    ['attachment', { bugs: { 8: [] } }],
    ['attachment', { bugs: { 7: { attachments: [] } } }],
    ['comment', { bugs: { 7: [] } }],
    ['comment', { bugs: { 8: { comments: [] } } }],
  ])('instead of /%s: %j', async (what, body) => {
    bugzilla.misbehave = (path) => (path.endsWith(`/7/${what}`) ? { body } : undefined);
    expect((await refusalOf(7)).code).toBe('bugzilla/malformed');
  });

  test.each([
    ['bugzilla/malformed', { attachments: {} }],
    ['bugzilla/malformed', { attachments: { 73: { data: 'AAAA' } } }],
    ['bugzilla/malformed', { attachments: { 72: { data: 5 } } }],
    ['bugzilla/malformed', { attachments: { 72: { data: 'this is no base64!' } } }],
    ['bugzilla/malformed', '<html></html>'],
    ['bugzilla/no-data', { attachments: { 72: { data: '' } } }],
    ['bugzilla/no-data', { attachments: { 72: { id: 72 } } }],
  ])('instead of an attachment (%s): %j costs that one', async (code, body) => {
    bugzilla.misbehave = (path) => (path.endsWith('/attachment/72') ? { body } : undefined);
    const result = await imported(7);
    expect(codes(result)).toEqual([`bug 7/attachment 72 72.txt ${code}`]);
    expect(result.attachments).toBe(2);
    expect(result.interrupted).toBeNull();
  });

  test.each([
    ['bugzilla/not-public', refused(401, 304, 'Sorry, you are not authorized.')],
    ['bugzilla/not-found', refused(404, 100, 'The attachment id 72 is invalid.')],
    ['bugzilla/server-error', { status: 500, body: '' }],
  ])('one attachment that cannot be had (%s) costs no other', async (code, reply) => {
    bugzilla.misbehave = (path) => (path.endsWith('/attachment/72') ? reply : undefined);
    const result = await imported(7);
    expect(codes(result)).toEqual([`bug 7/attachment 72 72.txt ${code}`]);
    expect(result.problems[0]!.message).toContain(`Or download it from ${bugzilla.url}/attachment.cgi?id=72 and add`);
    expect(result.attachments).toBe(2);
  });

  test('items that are no attachments are passed over, and Perl’s 1 is true', async () => {
    const list = [null, 'x', { file_name: 'no id' }, { id: 71, is_obsolete: 1 }, { id: 72, is_private: 1 }, { id: 73 }];
    bugzilla.misbehave = (path) => (path.endsWith('/7/attachment') ? { body: { bugs: { 7: list } } } : undefined);
    const result = await imported(7);
    expect(result.skipped).toEqual({ obsolete: 1, private: 1 });
    expect(result.handed.map(({ name }) => name)).toEqual(['comments of bug 7', 'bug 7/attachment 73']);
  });
});

describe('a network that fails', () => {
  test('nobody is there', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const base = `http://localhost:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    expect((await refusalOf(7, { base })).code).toBe('bugzilla/blocked');
    expect(await refusalOf(7, { base, isOnline: () => false })).toMatchObject({
      code: 'bugzilla/offline',
      message: 'This device is offline, so bug 7 could not be fetched. Connect to the Internet and try again.',
    });
  });

  test('it leads elsewhere', async () => {
    bugzilla.misbehave = () => ({ status: 302, headers: { Location: '/rest/bug/8' }, body: '' });
    expect((await refusalOf(7)).code).toBe('bugzilla/blocked');
    expect(bugzilla.asked).toHaveLength(1);
  });

  test('the connection breaks off', async () => {
    bugzilla.misbehave = (path) => (path.endsWith('/comment') ? 'cut' : undefined);
    expect(await refusalOf(7)).toMatchObject({
      code: 'bugzilla/broken-off',
      message: 'The connection broke off in the middle of the comments of bug 7. Try again.',
    });
  });

  test('the server says nothing', async () => {
    bugzilla.misbehave = () => 'hang';
    expect(await refusalOf(7, { silence: 50 })).toMatchObject({
      code: 'bugzilla/timeout',
      message: 'Bugzilla sent nothing of bug 7 for 0.05 seconds. Try again later.',
    });
  });

  test('what came before stays, what comes after is not asked for, and all of it is said', async () => {
    bugzilla.misbehave = (path) => (path.endsWith('/attachment/72') ? 'cut' : undefined);
    const result = await imported(7);
    expect(result.attachments).toBe(1);
    expect(result.interrupted?.code).toBe('bugzilla/broken-off');
    expect(codes(result)).toEqual([
      'bug 7/attachment 72 72.txt bugzilla/broken-off',
      'bug 7/attachment 73 73.txt bugzilla/broken-off',
    ]);
    expect(result.problems[1]!.message).toMatch(/^Not asked for any more\. The connection broke off/);
    expect(bugzilla.asked).not.toContain('/rest/bug/attachment/73');
  });
});

describe('stopping', () => {
  test.each([['/rest/bug/7'], ['/rest/bug/7/comment'], ['/rest/bug/attachment/72']])(
    'while %s is silent',
    async (at) => {
      const abort = new AbortController();
      bugzilla.misbehave = (path) => {
        if (path !== at) return undefined;
        abort.abort();
        return 'hang';
      };
      expect(await refusalOf(7, { signal: abort.signal })).toEqual({
        ok: false,
        code: 'bugzilla/aborted',
        message: 'This was stopped as asked.',
      });
    },
  );

  test('during the pause that Bugzilla asked for', async () => {
    const abort = new AbortController();
    bugzilla.misbehave = () => rateLimited;
    const onProgress = ({ step }: ImportProgress) => step === 'waiting' && abort.abort();
    // With the real clock: the pause must not be waited out.
    expect((await refusalOf(7, { signal: abort.signal, onProgress, pace: new Pace() })).code).toBe('bugzilla/aborted');
    expect(bugzilla.asked).toHaveLength(1);
  });

  test('before it began asks nothing', async () => {
    expect((await refusalOf(7, { signal: AbortSignal.abort() })).code).toBe('bugzilla/aborted');
    expect(bugzilla.asked).toEqual([]);
  });
});

describe('the budget', () => {
  test('of attachments', async () => {
    const result = await imported(7, { budget: { attachments: 1 } });
    expect(result.attachments).toBe(1);
    expect(codes(result)).toEqual([
      'bug 7/attachment 72 72.txt budget/attachments',
      'bug 7/attachment 73 73.txt budget/attachments',
    ]);
  });

  test('of octets: what says that it is too large is not asked for', async () => {
    const large = { ...SMALL, id: 6, attachments: [file(61, 'x'.repeat(4000)), file(62)] };
    const other = await startStandIn([large]);
    const result = await imported(6, { base: other.url, budget: { bytes: 5000 } });
    await other.close();
    expect(codes(result)).toEqual(['bug 6/attachment 61 61.txt budget/total-bytes']);
    expect(result.attachments).toBe(1);
    expect(other.asked).not.toContain('/rest/bug/attachment/61');
  });

  test('of octets: what lies about its size is broken off', async () => {
    bugzilla.misbehave = (path) =>
      path.endsWith('/attachment/72')
        ? { body: { attachments: { 72: { data: Buffer.alloc(9000).toString('base64') } } } }
        : undefined;
    const result = await imported(7, { budget: { bytes: 5000 } });
    expect(codes(result)).toEqual(['bug 7/attachment 72 72.txt budget/total-bytes']);
    expect(result.attachments).toBe(2);
  });

  test('of octets: comments without end', async () => {
    bugzilla.misbehave = (path) => (path.endsWith('/comment') ? { body: ' '.repeat(100_000) } : undefined);
    expect((await refusalOf(7, { budget: { bytes: 50_000 } })).code).toBe('budget/total-bytes');
  });
});

test('importing twice brings the same octets', async () => {
  const hash = ({ handed }: ImportedBug) =>
    handed.map(({ name, bytes }) => `${name} ${createHash('sha256').update(bytes).digest('hex')}`);
  expect(hash(await imported(INCIDENT.id))).toEqual(hash(await imported(INCIDENT.id)));
});
