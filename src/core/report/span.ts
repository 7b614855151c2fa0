/** The first and the last of some moments; RFC 3339 in UTC sorts as text. */
export class Span {
  first: string | null = null;
  last: string | null = null;

  add(moment: string): void {
    if (this.first === null || moment < this.first) this.first = moment;
    if (this.last === null || moment > this.last) this.last = moment;
  }
}
