import type { Extension } from '../model/asn1.ts';
import { InPlace } from '../der/in-place.ts';
import type { DerReader, Tlv } from '../der/reader.ts';
import { TAG } from '../der/tags.ts';

/**
 * `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension`, RFC 5280 section 4.1; the same in OCSP (RFC 6960 section 4.4).
 * All are kept, known or not. An empty list and an explicit `critical FALSE` keep their meaning, so they are defects;
 * two extensions of one id cannot both be meant, so that is refused.
 */
export function readExtensions(reader: DerReader, what: string): Extension[] {
  const start = reader.at;
  const list = reader.sequence(what);
  const extensions: Extension[] = [];
  // A set, because a megabyte holds a hundred thousand of them: looking back through the list would take a minute.
  const seen = new Set<string>();
  if (!list.more && !reader.session.failure)
    reader.session.defects.push(defect('der/empty-sequence', `The list of ${what} is present but empty`, start));
  while (list.more) {
    const tlv = list.read(TAG.sequence, `an extension in ${what}`);
    const { session } = reader;
    const same = session.shared?.extensions.find(session.bytes, tlv.start, tlv.end);
    if (same && !seen.has(same.extnID)) {
      seen.add(same.extnID);
      extensions.push(same);
      continue;
    }
    const inside = list.into(tlv);
    const extnID = inside.objectIdentifier(`an extnID in ${what}`);
    let critical = false;
    if (inside.nextTag === TAG.boolean) {
      const offset = inside.at;
      critical = inside.boolean(`critical in ${what}`);
      if (!critical && !reader.session.failure)
        reader.session.defects.push(
          defect(
            'der/explicit-default',
            `critical FALSE of extension ${extnID} is the DEFAULT and must be left out`,
            offset,
          ),
        );
    }
    const extnValue = inside.read(TAG.octetString, `the extnValue of ${extnID}`);
    inside.finish(`extension ${extnID}`);
    if (seen.has(extnID)) reader.fail('x509/duplicate-extension', `${what} hold extension ${extnID} twice`, tlv.start);
    seen.add(extnID);
    extensions.push(new ExtensionInPlace(extnID, critical, session.bytes, tlv, extnValue));
  }
  return extensions;
}

class ExtensionInPlace extends InPlace implements Extension {
  readonly extnID: string;
  readonly critical: boolean;
  /** Octets in front of those inside the OCTET STRING. */
  readonly #before: number;

  constructor(extnID: string, critical: boolean, object: Uint8Array, { start, end }: Tlv, value: Tlv) {
    super(object, start, end);
    this.extnID = extnID;
    this.critical = critical;
    this.#before = value.contentStart - start;
  }

  get extnValue(): Uint8Array {
    return this.octets(this.#before);
  }

  get der(): Uint8Array {
    return this.octets();
  }
}

const defect = (code: string, message: string, offset: number) => ({
  code,
  message: `${message}, at offset ${offset}`,
  offset,
  signed: true,
});
