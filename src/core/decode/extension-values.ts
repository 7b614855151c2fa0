import type { Extension, ObjectIdentifier } from '../model/asn1.ts';
import type { Defect } from '../model/result.ts';
import type { SharedParts } from '../der/shared-parts.ts';
import { DerSession, type DerReader } from '../der/reader.ts';

/** What reads the value of an extension, by its id: each sets one field of `into`. */
export type ValueReaders<Known> = ReadonlyMap<ObjectIdentifier, (reader: DerReader, into: Known) => void>;

/**
 * Decodes the values of those extensions that have a reader. One that cannot be read leaves its field absent and a
 * defect behind: the rest of the object still speaks. The values must be views into `object`, because defects tell
 * offsets into it; only one without any defect is shared with the objects read after this one by the same readers.
 */
export function readExtensionValues<Known extends object>(
  extensions: readonly Extension[],
  object: Uint8Array,
  readers: ValueReaders<Known>,
  shared: SharedParts | null = null,
): { known: Known; defects: Defect[] } {
  const known = {} as Known;
  const defects: Defect[] = [];
  for (const extension of extensions) {
    const read = readers.get(extension.extnID);
    if (!read) continue;
    const same = shared?.values.get(extension) as Known | undefined;
    if (same) {
      copyInto(known, same);
      continue;
    }
    const session = new DerSession(extension.extnValue);
    const reader = session.reader();
    const found = {} as Known;
    read(reader, found);
    reader.finish(`extension ${extension.extnID}`);
    const base = extension.extnValue.byteOffset - object.byteOffset;
    if (session.failure)
      defects.push({
        code: session.failure.code,
        message: `Extension ${extension.extnID} cannot be read: ${session.failure.message} of its value`,
        offset: base + (session.failure.offset ?? 0),
        signed: true,
      });
    else {
      copyInto(known, found);
      if (session.isClean(0)) shared?.shareExtension(extension, found);
    }
    for (const defect of session.defects) defects.push({ ...defect, offset: base + defect.offset });
  }
  return { known, defects };
}

/** Object.assign gives every object a shape of its own, which is bigger than the object. */
function copyInto<Known extends object>(known: Known, found: Known): void {
  for (const key in found) known[key] = found[key];
}
