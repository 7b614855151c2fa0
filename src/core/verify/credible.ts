import type { AnyCertificate } from '../model/certificate.ts';
import type { Issued } from './entries.ts';
import { append, nameKey, sameKey, type CertificateIndex, type InHand } from './in-hand.ts';
import type { Issuance } from './issuer.ts';

/**
 * Which certificates of a key count. A CA's Name and public key are no secret, and the `certs` of a response are not
 * signed: anybody can write a certificate of them with other dates and usages, and put it in. So one that only stands in a response
 * counts when its own signature leads to a certificate that was handed in, or when its own key made it; and one that was
 * handed in counts unless it is forged.
 */
export class Credible {
  readonly #issuances = new Map<InHand, Issuance>();
  readonly #vouchedFor = new Set<InHand>();

  constructor(issued: readonly Issued[], index: CertificateIndex) {
    for (const { inHand, issuance } of issued) this.#issuances.set(inHand, issuance);
    this.#vouch(
      issued.filter(({ inHand, issuance }) => !inHand.handedIn && issuance.signature === 'valid'),
      index,
    );
  }

  has(one: InHand): boolean {
    return one.handedIn ? !this.#isForged(one) : this.#vouchedFor.has(one);
  }

  /** Those that count; all when none does, because then there is nothing better. */
  among(certificates: readonly InHand[]): readonly InHand[] {
    if (certificates.length < 2) return certificates;
    const counting = certificates.filter((one) => this.has(one));
    return counting.length ? counting : certificates;
  }

  /** Failing under a key that itself only stands in a response says nothing: that may be the made-up one. */
  #isForged(one: InHand): boolean {
    const issuance = this.#issuances.get(one);
    return issuance?.signature === 'invalid' && issuance.signer?.handedIn === true;
  }

  /** From certificates that count down to those that they signed, however long the chain. */
  #vouch(embedded: readonly Issued[], index: CertificateIndex): void {
    const below = new Map<string, InHand[]>();
    for (const { inHand, issuance } of embedded) {
      const signer = issuance.signer!.certificate;
      append(below, keyOf(signer), inHand);
      // One that signed itself proves that its own key made it; that alone vouches for no other.
      if (sameKey(signer, inHand.certificate)) this.#vouchedFor.add(inHand);
    }
    const next: InHand[] = [];
    const take = (key: string) => {
      next.push(...(below.get(key) ?? []));
      below.delete(key);
    };
    for (const { issuance } of embedded) {
      const signer = issuance.signer!.certificate;
      const key = keyOf(signer);
      if (!below.has(key)) continue;
      const counts = (one: InHand) => one.handedIn && sameKey(one.certificate, signer) && this.has(one);
      if (index.bySubject(signer.subject.der).some(counts)) take(key);
    }
    for (let one = next.pop(); one; one = next.pop()) {
      this.#vouchedFor.add(one);
      take(keyOf(one.certificate));
    }
  }
}

const keyOf = ({ subject, subjectPublicKeyInfo }: AnyCertificate): string =>
  `${nameKey(subject.der)} ${nameKey(subjectPublicKeyInfo.der)}`;
