import type { DerReader } from '../der/reader.ts';

/**
 * For `SIZE (1..MAX)`: an empty list means what no list means, so it is decoded and told, not refused. To be called with
 * the list's reader before anything is read from it; `start` is where the list's TLV begins.
 */
export function expectOne(list: DerReader, what: string, start: number): void {
  const { defects, failure } = list.session;
  if (list.more || failure) return;
  defects.push({
    code: 'der/empty-sequence',
    // Of the value of an extension, whose place in the object is known to the caller only.
    message: `${what} is present but empty`,
    offset: start,
    signed: true,
  });
}
