import { DerSession, type DerReader } from '../../../src/core/der/reader.ts';
import { fromHex } from '../../../src/core/model/bytes.ts';

/** Hex with blanks for the eye. */
export const hex = (text: string): Uint8Array => fromHex(text.replaceAll(' ', ''));

/** A reader at the start of these octets. */
export const readerOver = (bytes: Uint8Array): DerReader => new DerSession(bytes).reader();

/** What went wrong, without the sentence; `null` when nothing did. */
export const refusal = ({ session }: DerReader): { code: string; offset: number | undefined } | null =>
  session.failure && { code: session.failure.code, offset: session.failure.offset };

/** Reads these octets and says what was read and what was refused. */
export function read<T>(
  text: string,
  how: (reader: DerReader) => T,
): { value: T; refused: ReturnType<typeof refusal> } {
  const reader = readerOver(hex(text));
  const value = how(reader);
  return { value, refused: refusal(reader) };
}
