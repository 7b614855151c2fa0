/** Times that are written in what is handed in stay with the case, with their place and the words around them. */
import { describe, expect, test } from 'vitest';
import type { Taken } from '../../../src/core/model/evidence.ts';
import { takeIn, type Budget } from '../../../src/core/intake/index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const take = (text: string, name = 'pasted text', budget: Partial<Budget> = {}): Promise<Taken> =>
  takeIn([{ name, bytes: utf8(text) }], { budget });

const HASH = 'ab'.repeat(32);

describe('times in a text', () => {
  test('are kept with the line, the comment and the words around them, in UTC', async () => {
    const { moments, references, problems } = await take(
      `${HASH}\nComment 2•2 years ago\n- 2022-08-08 16:20 PDT: publishing stopped\n- 2022-08-08 16:20: no zone`,
    );
    expect(references).toHaveLength(1);
    expect(problems).toEqual([]);
    expect(moments).toEqual([
      {
        at: Date.UTC(2022, 7, 8, 23, 20),
        written: '2022-08-08 16:20 PDT',
        context: '2022-08-08 16:20 PDT: publishing stopped',
        from: ['pasted text, line 3 (comment 2)'],
      },
      {
        at: null,
        written: '2022-08-08 16:20',
        context: '2022-08-08 16:20: no zone',
        from: ['pasted text, line 4 (comment 2)'],
      },
    ]);
  });

  test('alone are no evidence: the text is kept as it is, and the problem says where the times are', async () => {
    const { moments, evidence, problems } = await take('- 2022-08-08 16:20 CST: it began');
    expect(moments).toMatchObject([{ at: null, doubt: { code: 'moment/ambiguous-zone' } }]);
    expect(evidence).toMatchObject([{ kind: 'unrecognised' }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toMatch(/The time that is written in it is kept with the case\.$/);
  });

  test('of a certificate printed as text are none', async () => {
    const dump =
      'Not Before: Oct  3 15:06:11 2022 GMT\n            Not After : Oct  3 15:06:11 2023 GMT\nnotAfter=Oct  3 15:06:11 2023 GMT\nThis Update: Oct  3 15:06:11 2022 GMT';
    expect(await take(`${HASH}\n${dump}`)).not.toHaveProperty('moments');
  });

  test('of the same words in the same line are one, in two places', async () => {
    const line = '2022-08-08 23:20 UTC: it began';
    const { moments } = await takeIn([
      { name: 'b.txt', bytes: utf8(line) },
      { name: 'a.txt', bytes: utf8(`Timeline\n- ${line}`) },
    ]);
    expect(moments?.map(({ from }) => from)).toEqual([['a.txt, line 2', 'b.txt, line 1']]);
  });

  test('are bounded, and a problem says that some were left', async () => {
    const log = Array.from({ length: 30 }, (_, at) => `2022-08-08 16:${at + 10} UTC GET /`).join('\n');
    const { moments, problems } = await take(`${HASH}\n${log}`, 'access.log', { moments: 20 });
    expect(moments).toHaveLength(20);
    expect(problems).toMatchObject([{ name: 'access.log', code: 'budget/moments' }]);
    const exact = await take(`${HASH}\n${log}`, 'access.log', { moments: 30 });
    expect(exact.moments).toHaveLength(30);
    expect(exact.problems).toEqual([]);
  });

  test('times of objects do not use up what is kept', async () => {
    const dump = 'Not Before: Oct  3 15:06:11 2022 GMT\n'.repeat(50);
    const { moments, problems } = await take(`${HASH}\n${dump}2022-08-08 16:20 UTC`, 'dump.txt', { moments: 1 });
    expect(moments).toMatchObject([{ from: ['dump.txt, line 52'] }]);
    expect(problems).toEqual([]);
  });
});

test('of comments in a bug tracker: those in the text, and when each was written', async () => {
  const comments = [
    {
      id: 1,
      bug_id: 1793443,
      count: 2,
      creation_time: '2022-10-03T21:10:00Z',
      text: 'x\nIt began 2022-08-08 16:20 PDT',
    },
    { id: 2, bug_id: 1793443, count: 3, creation_time: 'then', text: HASH },
  ];
  const { moments } = await take(JSON.stringify({ bugs: { 1793443: { comments } } }), 'comments.json');
  expect(moments).toEqual([
    {
      at: Date.UTC(2022, 7, 8, 23, 20),
      written: '2022-08-08 16:20 PDT',
      context: 'It began 2022-08-08 16:20 PDT',
      from: ['comments.json/bug 1793443 comment 2, line 2'],
    },
    {
      at: Date.UTC(2022, 9, 3, 21, 10),
      written: '2022-10-03T21:10:00Z',
      context: 'Comment 2 was written',
      from: ['comments.json/bug 1793443 comment 2'],
    },
  ]);
});
