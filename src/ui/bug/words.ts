import type { ImportedBug, ImportProgress, Refusal } from '../../bugzilla/import-bug.ts';
import { visibleText } from '../text/visible.ts';
import { count } from '../text/words.ts';

/** What an import is doing, in a line. */
export function stepText({ step, done, total, name = '', seconds = 0 }: ImportProgress): string {
  switch (step) {
    case 'bug':
      return 'Asking for the bug';
    case 'attachments':
      return 'Asking for the list of its attachments';
    case 'comments':
      return 'Asking for its comments';
    case 'attachment':
      return `Asking for attachment ${done - 2} of ${total - 3}: ${visibleText(name)}`;
    case 'waiting':
      return `Bugzilla answers only so many requests a minute. Waiting ${count(seconds, 'second')}, then going on by itself`;
  }
}

/** What an import brought, in sentences. */
export function broughtText({ bug, comments, attachments, skipped, problems }: ImportedBug): string[] {
  const said =
    comments + attachments + problems.length === 0
      ? [`Bug ${bug.number} shows the public no comments and no attachments.`]
      : [`Bug ${bug.number}: ${count(comments, 'comment')} and ${count(attachments, 'attachment')} fetched.`];
  if (skipped.obsolete > 0)
    said.push(`Left out because they are marked obsolete: ${count(skipped.obsolete, 'attachment')}.`);
  if (skipped.private > 0) said.push(`Left out because they are private: ${count(skipped.private, 'attachment')}.`);
  if (problems.length > 0)
    said.push(`Not to be had: ${count(problems.length, 'attachment')}; the reasons are among the problems.`);
  return said;
}

/** Whether another program than this browser may well succeed. Where Bugzilla itself said no, it says no to it too. */
export const helpsByHand = ({ code }: Refusal): boolean =>
  code === 'bugzilla/blocked' ||
  code === 'bugzilla/timeout' ||
  code === 'bugzilla/broken-off' ||
  code === 'bugzilla/malformed' ||
  code === 'budget/total-bytes';
