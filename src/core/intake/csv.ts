/** The rows of a CSV text (RFC 4180, with `;` or tab as Excel writes it too). What is off about quotes is read as it stands. */
export function* csvRows(text: string, separator: string): Generator<string[]> {
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    let cell = '';
    if (text[at] === '"') {
      let end = at + 1;
      for (;;) {
        const quote = text.indexOf('"', end);
        if (quote < 0) end = text.length;
        else if (text[quote + 1] === '"') {
          end = quote + 2;
          continue;
        } else end = quote;
        break;
      }
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    const end = nextOf(text, at, separator);
    row.push(cell + text.slice(at, end).replace(/\r$/, ''));
    at = end + 1;
    if (text[end] !== separator) {
      yield row;
      row = [];
    }
  }
}

/** The separator of a header line: whichever occurs most. */
export function separatorOf(headerLine: string): string {
  const count = (separator: string): number => headerLine.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

function nextOf(text: string, at: number, separator: string): number {
  for (; at < text.length; at++) if (text[at] === separator || text[at] === '\n') return at;
  return at;
}
