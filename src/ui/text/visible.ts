/** One stretch of a text: shown as it is, or a character that must not act on the page and is shown by its code point. */
export interface Stretch {
  readonly text: string;
  /** For a character that is invisible, moves the text around or breaks the line: its Unicode name or number. */
  readonly hidden?: string;
}

const NAMES: Readonly<Record<number, string>> = {
  0x00: 'NUL',
  0x09: 'TAB',
  0x0a: 'LF',
  0x0d: 'CR',
  0x1b: 'ESC',
  0x7f: 'DEL',
  0xa0: 'NBSP',
  0xad: 'SHY',
  0x200b: 'ZWSP',
  0x200c: 'ZWNJ',
  0x200d: 'ZWJ',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0x2060: 'WJ',
  0xfeff: 'BOM',
};

/**
 * Controls, format characters (bidirectional overrides, zero widths, tags), separators other than the plain
 * space, private use and lone surrogates: what lets one name pass for another on screen (design section 9).
 */
const DECEPTIVE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f]/gu;

/** Most names are this, and a table asks about hundreds. */
const PRINTABLE = /^[ -~]*$/;

/** Splits hostile text so that every deceptive character can be drawn as a label; joined together it is the text again. */
export function stretches(text: string): readonly Stretch[] {
  if (PRINTABLE.test(text)) return [{ text }];
  const parts: Stretch[] = [];
  let at = 0;
  for (const match of text.matchAll(DECEPTIVE)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index) });
    const code = match[0].codePointAt(0)!;
    parts.push({ text: match[0], hidden: NAMES[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` });
    at = match.index + match[0].length;
  }
  if (at < text.length || parts.length === 0) parts.push({ text: text.slice(at) });
  return parts;
}

/** The first `most` UTF-16 code units of a text, one less where that would cut a character in two. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

/** Longest text (code units) in a place that can only show it whole: names of 100 kB would cost the page its speed. */
const MOST_PLAIN = 300;

/**
 * The same as plain text, for places that take only text (titles, file names, accessible names): `⟨RLO⟩`. A very long
 * one is cut, with an ellipsis; such a place is never the only one that has the text.
 */
export function visibleText(text: string, most = MOST_PLAIN): string {
  const shown = beginning(text, most);
  const visible = stretches(shown)
    .map((stretch) => (stretch.hidden ? `⟨${stretch.hidden}⟩` : stretch.text))
    .join('');
  return shown.length < text.length ? `${visible}…` : visible;
}
