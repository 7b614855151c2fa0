import { beforeEach, describe, expect, it } from 'vitest';
import type { ImportedBug, ImportOptions, Refusal } from '../../../src/bugzilla/import-bug.ts';
import { BugImport } from '../../../src/ui/bug/bug-import.svelte.ts';
import { broughtText, stepText } from '../../../src/ui/bug/words.ts';
import { Notices } from '../../../src/ui/state/notices.svelte.ts';
import type { Workbench } from '../../../src/ui/state/workbench.svelte.ts';

const problem = { name: 'bug 7/attachment 2', code: 'bugzilla/no-data', message: 'Empty.' };
const IMPORTED: ImportedBug = {
  ok: true,
  bug: { number: 7, summary: 'A summary' },
  comments: 1,
  attachments: 1,
  skipped: { obsolete: 0, private: 0 },
  handed: [{ name: 'bug 7/attachment 1 a.der', bytes: Uint8Array.of(1, 2) }],
  problems: [problem],
  interrupted: null,
};
const NOTHING: ImportedBug = { ...IMPORTED, comments: 0, attachments: 0, handed: [], problems: [] };
const REFUSED: Refusal = { ok: false, code: 'bugzilla/not-found', message: 'No bug.' };

let asked: { bug: number; options: ImportOptions; answer: (answer: ImportedBug | Refusal) => void }[];
let added: unknown[][];
let notices: Notices;
let bugImport: BugImport;

beforeEach(() => {
  asked = [];
  added = [];
  notices = new Notices();
  const workbench = {
    add: (...args: unknown[]) => Promise.resolve(added.push(args)),
  } as unknown as Workbench;
  bugImport = new BugImport(
    workbench,
    notices,
    (bug, options = {}) => new Promise((answer) => asked.push({ bug, options, answer })),
  );
});

async function finish(answer: ImportedBug | Refusal): Promise<void> {
  bugImport.text = 'bug 7';
  const fetching = bugImport.fetch();
  asked.at(-1)!.answer(answer);
  await fetching;
}

describe('importing a bug', () => {
  it('asks nothing while somebody types, and nothing without a number', async () => {
    bugImport.text = '7';
    bugImport.text = '7x';
    await bugImport.fetch();
    expect(bugImport.number).toBeNull();
    expect(asked).toEqual([]);
  });

  it('hands in what came in one piece, with its problems, under the title of the bug', async () => {
    await finish(IMPORTED);
    const [handed, about] = added[0] as [{ name: string; data: Blob }[], unknown];
    expect(added).toHaveLength(1);
    expect(handed.map(({ name }) => name)).toEqual(['bug 7/attachment 1 a.der']);
    expect(new Uint8Array(await handed[0]!.data.arrayBuffer())).toEqual(Uint8Array.of(1, 2));
    expect(about).toEqual({ title: 'Bug 7: A summary', problems: [problem] });
    expect(bugImport.stage).toEqual({ at: 'done', imported: IMPORTED });
  });

  it('makes no case of nothing, and none of a refusal', async () => {
    await finish(NOTHING);
    expect(bugImport.stage.at).toBe('done');
    await finish(REFUSED);
    expect(bugImport.stage).toEqual({ at: 'failed', bug: 7, refusal: REFUSED });
    expect(added).toEqual([]);
  });

  it('asks once at a time, and shows how far it is', async () => {
    bugImport.text = '7';
    bugImport.includeObsolete = true;
    void bugImport.fetch();
    void bugImport.fetch();
    expect(asked.map(({ bug, options }) => [bug, options.includeObsolete])).toEqual([[7, true]]);
    asked[0]!.options.onProgress!({ step: 'comments', done: 2, total: 5 });
    expect(bugImport.stage).toEqual({ at: 'fetching', bug: 7, progress: { step: 'comments', done: 2, total: 5 } });
  });

  it.each(['stop', 'leave'] as const)('adds nothing after %s, whatever still comes', async (end) => {
    bugImport.text = '7';
    const fetching = bugImport.fetch();
    bugImport[end]();
    expect(asked[0]!.options.signal!.aborted).toBe(true);
    asked[0]!.options.onProgress!({ step: 'comments', done: 2, total: 5 });
    asked[0]!.answer(IMPORTED);
    await fetching;
    expect(bugImport.stage).toEqual({ at: 'idle' });
    expect(added).toEqual([]);
    expect(notices.all.map(({ text }) => text)).toEqual(['Stopped. Nothing of bug 7 was added.']);
  });

  it('forgets an outcome when another bug is named, and all of it in another case', async () => {
    await finish(REFUSED);
    bugImport.text = '8';
    expect(bugImport.stage).toEqual({ at: 'idle' });
    bugImport.open = true;
    bugImport.leave();
    expect([bugImport.text, bugImport.open]).toEqual(['', false]);
    expect(notices.all).toEqual([]);
  });
});

describe('its words', () => {
  it('say what is being asked', () => {
    expect(stepText({ step: 'attachment', name: 'a\u202eb.zip', done: 4, total: 9 })).toBe(
      'Asking for attachment 2 of 6: a⟨RLO⟩b.zip',
    );
    expect(stepText({ step: 'waiting', seconds: 60, done: 4, total: 9 })).toBe(
      'Bugzilla answers only so many requests a minute. Waiting 60 seconds, then going on by itself',
    );
  });

  it('say what came and what did not', () => {
    expect(broughtText({ ...IMPORTED, skipped: { obsolete: 2, private: 1 } })).toEqual([
      'Bug 7: 1 comment and 1 attachment fetched.',
      'Left out because they are marked obsolete: 2 attachments.',
      'Left out because they are private: 1 attachment.',
      'Not to be had: 1 attachment; the reasons are among the problems.',
    ]);
    expect(broughtText(NOTHING)).toEqual(['Bug 7 shows the public no comments and no attachments.']);
  });
});
