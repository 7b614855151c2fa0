/** What a link may consist of in running text; quotation marks, brackets of templates and controls end it. */
export const URL_CHARACTERS = String.raw`[^\s<>"'\u0060\u0001\u00ab\u00bb\u2018-\u201f\u2039\u203a\u2026|\\^{}[\]]*`;

/** A link without the punctuation of the sentence around it: `.`, `,`, a `)` that was opened outside, Markdown's `**`. */
export function tidyUrl(url: string): string {
  for (;;) {
    const shorter = url
      .replace(/(?:&(?:quot|gt|lt|#39|nbsp);?.*)$/i, '')
      .replace(/[.,;:!?*_~]+$/, (end) => (/&amp;$/i.test(url) && end === ';' ? ';' : ''));
    const tidy = shorter.endsWith(')') && count(shorter, '(') < count(shorter, ')') ? shorter.slice(0, -1) : shorter;
    if (tidy === url) return url;
    url = tidy;
  }
}

const count = (text: string, character: string): number => text.split(character).length - 1;
