/** The one Bugzilla the app may ask (design section 8; scripts/csp.mjs). */
export const BUGZILLA = 'https://bugzilla.mozilla.org';

const HOSTS = /^(?:bugzilla\.mozilla\.org|bugzil\.la)$/i;
/** Longer than any number Bugzilla will reach, and short enough for an exact number here. */
const NUMBER = /^[1-9]\d{0,9}$/;

/**
 * The number of the bug that somebody means: `1793443`, `bug 1793443`, `#1793443`, a link to the bug, to one of its
 * comments or to its data in the REST API; `null` for anything else, links to other sites included.
 */
export function readBugNumber(text: string): number | null {
  const said = text.trim();
  const plain = /^(?:bug\s*)?#?\s*(\d+)$/i.exec(said)?.[1];
  const digits = plain ?? numberInLink(said);
  return digits !== undefined && NUMBER.test(digits) ? Number(digits) : null;
}

function numberInLink(text: string): string | undefined {
  const link = /^(?:https?:\/\/)?([^/?#]+)\/([^#]*)/i.exec(text);
  if (!link || !HOSTS.test(link[1]!)) return undefined;
  const [path = '', query = ''] = link[2]!.split('?');
  if (path === 'show_bug.cgi') return new URLSearchParams(query).get('id') ?? undefined;
  return /^(?:rest\/bug\/)?(\d+)(?:\/(?:comment|attachment))?\/?$/.exec(path)?.[1];
}

/** The address a person would open. */
export const bugPage = (bug: number, base = BUGZILLA): string => `${base}/show_bug.cgi?id=${bug}`;

/** What brings the same by hand, where the app may not fetch: two files to be dropped on the page. */
export const byHand = (bug: number, base = BUGZILLA): string =>
  ['comment', 'attachment']
    .map((what) => `curl -fo bug-${bug}-${what}s.json ${base}/rest/bug/${bug}/${what}`)
    .join('\n');
