import type { Handed } from '../core/intake/index.ts';
import type { Problem } from '../core/model/evidence.ts';
import { attachmentsIn, bugIn, countComments, dataIn, type Attachment, type Bug } from './answers.ts';
import { refuse, type Refusal, type RefusalCode } from './ask.ts';
import { BUGZILLA } from './bug-number.ts';
import { DEFAULT_IMPORT_BUDGET, Errand, type ErrandOptions } from './errand.ts';

export type { Bug } from './answers.ts';
export type { Refusal } from './ask.ts';
export type { ImportProgress } from './errand.ts';

export interface ImportOptions extends ErrandOptions {
  /** Without a final slash. Another than the default is for tests: the page's policy allows no other host. */
  readonly base?: string;
  readonly includeObsolete?: boolean;
}

export interface ImportedBug {
  readonly ok: true;
  readonly bug: Bug;
  readonly comments: number;
  /** Attachments whose bytes came. */
  readonly attachments: number;
  /** Attachments left out as they were meant to be. */
  readonly skipped: { readonly obsolete: number; readonly private: number };
  /**
   * To be taken in: `bug 1793443/attachment 9299999 name` for each attachment, and Bugzilla's own answer with all
   * comments, in which intake marks whatever it finds with the number of the comment.
   */
  readonly handed: readonly Handed[];
  /** About attachments that did not come. They belong to the case, like those of evidence that cannot be read. */
  readonly problems: readonly Problem[];
  /** Why the last attachments were not asked for any more; each has a problem of its own. */
  readonly interrupted: Refusal | null;
}

/** After one of these there is no use in asking for the next attachment. */
const ENDS: readonly RefusalCode[] = [
  'bugzilla/aborted',
  'bugzilla/offline',
  'bugzilla/blocked',
  'bugzilla/timeout',
  'bugzilla/broken-off',
  'bugzilla/rate-limited',
];

/**
 * Fetches what a bug holds from Bugzilla's REST API, one request after another: the bug, the list of its attachments, its
 * comments, and each attachment that is not private, nor obsolete unless asked for. Nothing is asked before this is
 * called, and nothing is sent but the numbers. Where Bugzilla asks for a pause, the import waits once and goes on.
 *
 * Fails as a whole only when the bug, its comments or the list cannot be had, or when it is aborted; a single attachment
 * that cannot be had is a problem. Importing again changes nothing, because evidence is kept by its hash.
 */
export async function importBug(number: number, options: ImportOptions = {}): Promise<ImportedBug | Refusal> {
  const { base = BUGZILLA, includeObsolete = false } = options;
  const errand = new Errand(options);
  const name = `bug ${number}`;
  const api = `${base}/rest/bug/${number}`;

  const aboutBug = await errand.run(`${api}?include_fields=id,summary`, name, { step: 'bug' });
  if (!aboutBug.ok) return aboutBug;
  const bug = bugIn(aboutBug.json, number);
  if (!bug) return strange(name);

  const list = `the list of attachments of ${name}`;
  const aboutList = await errand.run(`${api}/attachment?exclude_fields=data`, list, { step: 'attachments' });
  if (!aboutList.ok) return aboutList;
  const all = attachmentsIn(aboutList.json, number);
  if (!all) return strange(list);
  const shown = all.filter((attachment) => !attachment.private);
  const wanted = shown.filter((attachment) => includeObsolete || !attachment.obsolete);
  errand.total += wanted.length;

  const thread = `comments of ${name}`;
  // Who wrote them is of no use here, and personal.
  const onlyTexts = `${api}/comment?include_fields=id,bug_id,count,text`;
  const aboutComments = await errand.run(onlyTexts, `the ${thread}`, { step: 'comments' });
  if (!aboutComments.ok) return aboutComments;
  const comments = countComments(aboutComments.json, number);
  if (comments === null) return strange(`the ${thread}`);

  const fetched = await fetchAttachments(wanted, name, errand, options);
  if (fetched.interrupted?.code === 'bugzilla/aborted') return fetched.interrupted;
  return {
    ok: true,
    bug,
    comments,
    attachments: fetched.files.length,
    skipped: { obsolete: shown.length - wanted.length, private: all.length - shown.length },
    handed: [...(comments > 0 ? [{ name: thread, bytes: aboutComments.bytes }] : []), ...fetched.files],
    problems: fetched.problems,
    interrupted: fetched.interrupted,
  };
}

async function fetchAttachments(
  wanted: readonly Attachment[],
  bug: string,
  errand: Errand,
  { base = BUGZILLA, budget }: ImportOptions,
) {
  const files: Handed[] = [];
  const problems: Problem[] = [];
  let interrupted: Refusal | null = null;
  const most = budget?.attachments ?? DEFAULT_IMPORT_BUDGET.attachments;

  const bytesOf = async ({ id, fileName, size }: Attachment, at: number): Promise<Uint8Array | Refusal> => {
    if (interrupted) return { ...interrupted, message: `Not asked for any more. ${interrupted.message}` };
    if (at >= most)
      return refuse(
        'budget/attachments',
        `Only the first ${most} attachments of a bug are fetched, and this is not one.`,
      );
    if (size === 0) return EMPTY;
    if (size !== null && (size * 4) / 3 > errand.left)
      return refuse('budget/total-bytes', `Its ${size} octets are more than this import may still take.`);
    const what = `attachment ${id}`;
    const answer = await errand.run(`${base}/rest/bug/attachment/${id}`, what, { step: 'attachment', name: fileName });
    if (!answer.ok) return answer;
    const data = dataIn(answer.json, id);
    if (data === 'no-data') return EMPTY;
    if (data === 'none') return strange(what);
    if (data === 'bad-base64')
      return refuse('bugzilla/malformed', `The data of ${what} is not base64. Try again later.`);
    return data;
  };

  for (const [at, attachment] of wanted.entries()) {
    const name = `${bug}/attachment ${attachment.id} ${attachment.fileName}`.trimEnd();
    const bytes = await bytesOf(attachment, at);
    if (bytes instanceof Uint8Array) files.push({ name, bytes });
    else {
      const address = `${base}/attachment.cgi?id=${attachment.id}`;
      const byHand = bytes === EMPTY ? '' : ` Or download it from ${address} and add the file.`;
      problems.push({ name, code: bytes.code, message: bytes.message + byHand });
      if (ENDS.includes(bytes.code)) interrupted ??= bytes;
    }
  }
  return { files, problems, interrupted: interrupted as Refusal | null };
}

const EMPTY = refuse(
  'bugzilla/no-data',
  'This attachment is empty, or was deleted from Bugzilla. Ask whoever attached it.',
);

const strange = (what: string): Refusal =>
  refuse('bugzilla/malformed', `Bugzilla’s answer does not hold ${what}, which was asked for. Try again later.`);
