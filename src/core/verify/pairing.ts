import type { Certificate, Precertificate } from '../model/certificate.ts';
import { compareWithFinal, formOf, type Difference, type Form } from './based-on.ts';
import type { Issued } from './entries.ts';
import { append } from './in-hand.ts';

/** One certificate presumed to exist, as its certificates make it up. */
export interface Draft {
  readonly final: Issued | null;
  readonly precertificate: Issued | null;
  /** Other precertificates of the same certificate. */
  readonly also: readonly Issued[];
  /** Where precertificate and final certificate differ; `null` unless both are there. */
  readonly differences: readonly Difference[] | null;
}

const NONE: readonly Issued[] = [];

export const single = (one: Issued): Draft =>
  isPrecertificate(one)
    ? { final: null, precertificate: one, also: NONE, differences: null }
    : { final: one, precertificate: null, also: NONE, differences: null };

const isPrecertificate = ({ inHand }: Issued): boolean => inHand.certificate.kind === 'precertificate';

const viaSigningCertificate = ({ inHand, issuance }: Issued): boolean =>
  issuance.issuerName !== inHand.certificate.issuer;

const formOfIssued = ({ inHand }: Issued, form: Form): string => formOf(inHand.certificate, form);

/**
 * Sorts the certificates of one issuer and serial number: each final certificate with the precertificates that it is
 * based on, else with the next one that may be meant for it, and the rest by the certificate that they describe. Each is
 * looked up by what it says and not compared with all others, because anybody can write thousands of one serial number.
 */
export function pairUp(group: readonly Issued[]): Draft[] {
  const sorted = [...group].sort((a, b) => (a.inHand.sha256 < b.inHand.sha256 ? -1 : 1));
  const finals = sorted.filter((one) => !isPrecertificate(one));
  const loose = new Loose(sorted.filter(isPrecertificate));
  const based = finals.map((final) => ({ final, fitting: loose.takeFitting(final) }));
  const drafts = based.map(({ final, fitting }): Draft => {
    const precertificate = fitting[0] ?? loose.takeNext(final);
    const differences = precertificate && differencesBetween(precertificate, final);
    return { final, precertificate, also: fitting.slice(1), differences };
  });
  for (const [first, ...also] of loose.takeAlike())
    drafts.push({ final: null, precertificate: first!, also, differences: null });
  return drafts;
}

const differencesBetween = (precertificate: Issued, final: Issued): Difference[] =>
  compareWithFinal(
    precertificate.inHand.certificate as Precertificate,
    final.inHand.certificate as Certificate,
    viaSigningCertificate(precertificate),
  );

/** Precertificates that belong to no final certificate yet, in their order. */
class Loose {
  readonly #all: readonly Issued[];
  readonly #left: Set<Issued>;
  #fitting: Map<string, Issued[]> | null = null;
  /** Where to look on for the next one, of all and of those that are not proven: what was taken stays taken. */
  #next = 0;
  #nextUnproven = 0;

  constructor(precertificates: readonly Issued[]) {
    this.#all = precertificates;
    this.#left = new Set(precertificates);
  }

  /** All that correspond to a final certificate, octet for octet. */
  takeFitting(final: Issued): readonly Issued[] {
    if (this.#left.size === 0) return NONE;
    const keys = [`direct ${formOfIssued(final, 'whole')}`, `via ${formOfIssued(final, 'any-signer')}`];
    const found = keys.flatMap((key) => this.#byForm().get(key) ?? NONE).filter((one) => this.#left.has(one));
    for (const one of found) this.#left.delete(one);
    return found.sort((a, b) => (a.inHand.sha256 < b.inHand.sha256 ? -1 : 1));
  }

  #byForm(): ReadonlyMap<string, readonly Issued[]> {
    if (this.#fitting) return this.#fitting;
    this.#fitting = new Map();
    for (const one of this.#all) {
      const form = viaSigningCertificate(one)
        ? `via ${formOfIssued(one, 'any-signer')}`
        : `direct ${formOfIssued(one, 'whole')}`;
      append(this.#fitting, form, one);
    }
    return this.#fitting;
  }

  /**
   * One that does not correspond and is a pair with this final certificate all the same. Anybody can write a certificate
   * in an algorithm that nobody verifies: it must not take a proven precertificate's place.
   */
  takeNext(final: Issued): Issued | null {
    const all = this.#all;
    let found: Issued | undefined;
    if (final.issuance.signature === 'valid') {
      while (this.#next < all.length && !this.#left.has(all[this.#next]!)) this.#next++;
      found = all[this.#next];
    } else {
      const isFree = (one: Issued) => this.#left.has(one) && one.issuance.signature !== 'valid';
      while (this.#nextUnproven < all.length && !isFree(all[this.#nextUnproven]!)) this.#nextUnproven++;
      found = all[this.#nextUnproven];
    }
    if (found) this.#left.delete(found);
    return found ?? null;
  }

  /** The rest, those together that describe the same certificate. */
  *takeAlike(): Generator<readonly Issued[], void> {
    const rest = [...this.#left];
    if (rest.length === 1) return yield rest;
    // What a precertificate signing certificate makes different counts only between two of which it signed neither.
    const alike = new Map<
      string,
      { readonly via: Issued[]; readonly all: Issued[]; readonly whole: Map<string, Issued[]> }
    >();
    for (const one of rest) {
      const form = formOfIssued(one, 'no-signer');
      const bucket = alike.get(form) ?? { via: [], all: [], whole: new Map<string, Issued[]>() };
      alike.set(form, bucket);
      bucket.all.push(one);
      if (viaSigningCertificate(one)) bucket.via.push(one);
      else append(bucket.whole, formOfIssued(one, 'whole'), one);
    }
    for (const one of rest) {
      if (!this.#left.has(one)) continue;
      const { via, all, whole } = alike.get(formOfIssued(one, 'no-signer'))!;
      const candidates = viaSigningCertificate(one)
        ? all
        : [...whole.get(formOfIssued(one, 'whole'))!, ...via.splice(0)];
      const same = candidates.filter((other) => other !== one && this.#left.has(other));
      for (const taken of [one, ...same]) this.#left.delete(taken);
      yield [one, ...same.sort((a, b) => (a.inHand.sha256 < b.inHand.sha256 ? -1 : 1))];
    }
  }
}
