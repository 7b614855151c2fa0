/**
 * Text that others chose, made harmless for where it goes. Certificates carry names chosen by attackers (design section
 * 9): a spreadsheet must not run them, a bug must not render them, and nobody should be fooled by what does not show.
 */

/** Controls, format characters (bidirectional overrides, zero widths), separators that break lines, private use, lone surrogates, odd spaces. */
const DECEPTIVE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f]/gu;

/** Each deceptive character as its UTF-8 octets, `\e2\80\ae`: RFC 4514 section 2.4 reads that as the same character. */
export const showing = (text: string): string =>
  text.replace(DECEPTIVE, (character) =>
    [...new TextEncoder().encode(character)].map((octet) => `\\${octet.toString(16).padStart(2, '0')}`).join(''),
  );

const FORMULA = '[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]';
const AT_START = new RegExp(`^(?=\\s*["']*\\s*${FORMULA})`);
/** Spreadsheets of other countries split at semicolons, so a formula may also hide inside a cell. */
const AFTER_SEPARATOR = new RegExp(`(?<=[,;|])(?=\\s*["']*\\s*${FORMULA})`, 'g');

/** A value that no spreadsheet takes for a formula: an apostrophe stands before whatever would begin one. */
export const guarded = (value: string): string => showing(value).replace(AFTER_SEPARATOR, "'").replace(AT_START, "'");

/** A CSV of guarded cells: RFC 4180, CRLF, UTF-8 without a byte order mark, so that the first column's name is what it says. */
export const toCsv = (table: Iterable<readonly string[]>): string => {
  const lines: string[] = [];
  for (const row of table) lines.push(`${row.map(cell).join(',')}\r\n`);
  return lines.join('');
};

function cell(value: string): string {
  const text = guarded(value);
  return /[",;'\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Text for Markdown as a code span, in which nothing is rendered: no link, mention, emphasis, HTML. `|` is escaped for tables. */
export function code(text: string, { inTable = false } = {}): string {
  const shown = inTable ? showing(text).replaceAll('|', '\\|') : showing(text);
  if (shown.trim() === '') return '(none)';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // A space at both ends is taken off again; without it a backtick at an end would join the fence.
  const pad = /^[`\s]|[`\s]$/.test(shown) ? ' ' : '';
  return fence + pad + shown + pad + fence;
}

/** A person's own words for Markdown: they read as they were typed, and do nothing. One line. */
export const words = (text: string): string =>
  showing(text.replace(/\s+/g, ' ').trim())
    .replace(/[\\`*_[\]<>|~&#$]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\b(www)\./gi, '$1\\.')
    // A mention calls somebody; in a code span it is only a name.
    .replace(/@[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/gu, '`$&`')
    .replace(/^(?=[-+=>]|\d+[.)])/, '\\');
