/** What a link may consist of in running text; quotation marks, brackets of templates and controls end it. */
export const URL_CHARACTERS = String.raw`[^\s<>"'\u0060\u0001\u00ab\u00bb\u2018-\u201f\u2039\u203a\u2026|\\^{}[\]]{0,4000}`;

/** Entities that end a link in the source of an HTML page. */
const ENDING_ENTITY = /&(?:quot|gt|lt|apos|#39|nbsp)\b/i;

/** A link without the punctuation of the sentence around it: `.`, `,`, a `)` that was opened outside, Markdown's `**`. */
export function tidyUrl(link: string): string {
  const entity = link.search(ENDING_ENTITY);
  const url = entity < 0 ? link : link.slice(0, entity);
  let unopened = url.split(')').length - url.split('(').length;
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1]!;
    if (last === ')' && unopened-- <= 0) break;
    if (last === ';' && url.slice(0, end).endsWith('&amp;')) break;
    if (!'.,;:!?*_~)'.includes(last)) break;
  }
  return url.slice(0, end);
}
