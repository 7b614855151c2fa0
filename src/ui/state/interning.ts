import type { EntryHead, Row } from '../../core/model/row.ts';
import type { StatusEntry } from '../../core/model/verdict.ts';

/**
 * Rows that share what they have in common. What comes from the worker is a copy for every row: of 100,000 certificates
 * of one issuer, 100,000 copies of its name. Kept like that they fill twice the memory.
 */
export class Interning {
  readonly #strings = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  row({ key, index, entry, name, issuer, latest, rules }: Row): Row {
    const shared = this.#entry(entry);
    return {
      key: [shared.certificateSha256, shared.precertificateSha256].find((sha256) => sha256 === key) ?? key,
      index,
      entry: shared,
      name: [...shared.dnsNames, shared.subject].find((text) => text === name) ?? name,
      issuer: this.#text(issuer),
      latest: this.#text(latest),
      rules: this.#list(rules),
    };
  }

  #entry(entry: EntryHead): EntryHead {
    const notBefore = this.#text(entry.notBefore);
    const { instant, basis, notAfter } = entry.issued;
    return {
      ...entry,
      kind: this.#text(entry.kind),
      issuer: this.#text(entry.issuer),
      issuerSpkiSha256: entry.issuerSpkiSha256 && this.#text(entry.issuerSpkiSha256),
      notBefore,
      notAfter: this.#text(entry.notAfter),
      issued: {
        instant: this.#text(instant),
        basis: this.#text(basis),
        notAfter: notAfter && this.#text(notAfter),
      },
      signature: this.#text(entry.signature),
      verdict: this.#text(entry.verdict),
      statuses: entry.statuses.map((status) => this.#status(status)),
    };
  }

  #status(status: StatusEntry): StatusEntry {
    return {
      evidence: status.evidence,
      certStatus: this.#text(status.certStatus),
      producedAt: this.#text(status.producedAt),
      thisUpdate: this.#text(status.thisUpdate),
      nextUpdate: status.nextUpdate && this.#text(status.nextUpdate),
      revocationTime: status.revocationTime && this.#text(status.revocationTime),
      revocationReason: status.revocationReason && this.#text(status.revocationReason),
      responder: this.#text(status.responder),
    };
  }

  #text<Text extends string>(text: Text): Text {
    const known = this.#strings.get(text);
    if (known !== undefined) return known as Text;
    this.#strings.set(text, text);
    return text;
  }

  #list(texts: readonly string[]): readonly string[] {
    const key = texts.join('\n');
    const known = this.#lists.get(key);
    if (known) return known;
    const shared = texts.map((text) => this.#text(text));
    this.#lists.set(key, shared);
    return shared;
  }
}
