import type { Lookup } from '../model/evidence.ts';
import { crtShCertificate, crtShKey, crtShLookup, crtShSerial, crtShStatus, plainUrls } from './addresses.ts';
import type { MissingIssuer, MissingSigner, MissingStatus, Survey } from './survey.ts';

export type ToDoKind = 'certificate' | 'evidence' | 'lookup' | 'issuer' | 'status' | 'responder' | 'subject';

/** One thing that is missing. Texts may hold names that somebody else chose. */
export interface ToDoItem {
  readonly kind: ToDoKind;
  /** What is missing, in one sentence. */
  readonly what: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  /** SHA-256 of what is missing or, for a status, of the certificate it would be about; `null` when there is none. */
  readonly sha256: string | null;
  /** Where to look, all of them plain http or https. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

/** The first `most` lines of a case's to-do list: what the most depends on comes first. Only these are written. */
export function toDoList(survey: Survey, most = Number.POSITIVE_INFINITY): ToDoItem[] {
  const lines: ToDoItem[] = [];
  const add = <T>(missing: readonly T[], line: (one: T) => ToDoItem): void => {
    for (const one of missing.slice(0, most - lines.length)) lines.push(line(one));
  };
  add(survey.references, reference);
  add(survey.lookups, lookup);
  add(survey.issuers, issuer);
  add(survey.signers, signer);
  add(survey.statuses, status);
  add(survey.subjects, subject);
  add(survey.listed, listed);
  return lines;
}

/** How many lines the whole list has. */
export const countMissing = (survey: Survey): number =>
  Object.values(survey).reduce((sum: number, missing: readonly unknown[]) => sum + missing.length, 0);

const reference = (sha256: string): ToDoItem => ({
  kind: 'certificate',
  what: 'A certificate that was named by its SHA-256 fingerprint',
  why: 'A fingerprint is no evidence: without the certificate itself nothing can be said about it.',
  sha256,
  links: [{ label: 'crt.sh', url: crtShCertificate(sha256) }],
});

const listed = (sha256: string): ToDoItem => ({
  kind: 'evidence',
  what: 'A piece of evidence that an earlier verdict rests on',
  why: 'The verdict cannot be reproduced without it. Ask whoever exported the verdict; it may be no certificate at all.',
  sha256,
  links: [],
});

const NAMED_BY: Record<Lookup['by'], string> = {
  'crt.sh-id': 'its crt.sh id',
  sha1: 'its SHA-1 fingerprint',
  serial: 'its serial number',
  'spki-sha256': 'the SHA-256 of its public key',
  'crt.sh-query': 'a crt.sh search',
};

const lookup = (one: Lookup): ToDoItem => ({
  kind: 'lookup',
  what: `A certificate that was named by ${NAMED_BY[one.by]}: ${one.value}`,
  why: 'That cannot be looked up offline; the certificate itself settles it.',
  sha256: null,
  links: [{ label: 'crt.sh', url: crtShLookup(one) }],
});

function issuer({ name, keyIdentifier, urls, certificates, responses }: MissingIssuer): ToDoItem {
  const who = name ?? `the CA whose key has the SHA-1 ${keyIdentifier ?? '(not given)'}`;
  const waiting = [counted(certificates, 'certificate'), counted(responses, 'response')].filter(Boolean).join(' and ');
  return {
    kind: 'issuer',
    what: `The certificate of ${who}`,
    why: `It is the issuer that ${waiting} name: without its key no signature can be verified and no CertID compared.`,
    sha256: null,
    links: [
      ...plainUrls(urls).map((url) => ({ label: 'caIssuers', url })),
      ...(keyIdentifier ? [{ label: 'crt.sh', url: crtShKey(keyIdentifier) }] : []),
    ],
  };
}

const signer = ({ by, value, responses }: MissingSigner): ToDoItem => ({
  kind: 'responder',
  what:
    by === 'key' ? `The certificate of the responder whose key has the SHA-1 ${value}` : `The certificate of ${value}`,
  why: `It signed ${counted(responses, 'response')}, and without its key nobody can tell whether the signature is genuine.`,
  sha256: null,
  links: by === 'key' ? [{ label: 'crt.sh', url: crtShKey(value) }] : [],
});

function status({ sha256, entry, expired, issuer: found }: MissingStatus): ToDoItem {
  const what = entry.kind === 'precertificate-only' ? 'precertificate' : 'certificate';
  const late = expired ? ` It expired on ${entry.notAfter.slice(0, 10)}, so the responder may have forgotten it.` : '';
  const first = found ? '' : " The issuer's certificate is needed first.";
  return {
    kind: 'status',
    what: `An OCSP response about the ${what} ${entry.subject || entry.dnsNames[0] || entry.serialNumber}`,
    why: `No response in hand speaks about it with authority, so whether the CA knew it cannot be told.${late}${first}`,
    sha256,
    links: [{ label: 'crt.sh', url: crtShStatus(sha256) }],
  };
}

const subject = ({ serialNumber, responses }: Survey['subjects'][number]): ToDoItem => ({
  kind: 'subject',
  what: `The certificate with serial number ${serialNumber}`,
  why: `${counted(responses, 'response')} in hand ${responses === 1 ? 'speaks' : 'speak'} about it, and without the certificate nothing follows from that.`,
  sha256: null,
  links: [{ label: 'crt.sh', url: crtShSerial(serialNumber) }],
});

const counted = (n: number, one: string): string => (n === 0 ? '' : `${n} ${one}${n === 1 ? '' : 's'}`);
