/** What each version brought, newest first, for the prompt that offers it. CHANGELOG.md tells the same at length. */
export interface Release {
  readonly version: string;
  /** The day of the rules it judges by. */
  readonly rulesVersion: string;
  /** What changed in the rules, one plain sentence each: these may change a verdict. */
  readonly rules: readonly string[];
  /** What else is new. */
  readonly app: readonly string[];
}

export const RELEASES: readonly Release[] = [
  {
    version: '0.3.1',
    rulesVersion: '2026-11-29',
    rules: [],
    app: [
      'Large cases take less time and much less memory, above all while they are exported.',
      'The table is there when the evaluation is; the timeline follows it.',
    ],
  },
  {
    version: '0.3.0',
    rulesVersion: '2026-11-29',
    rules: [
      'A certificate whose own signature does not verify accuses nobody: no rule on whole responses rests on it.',
      'A response that is not authoritative is judged as being about the certificate in hand that it names, and still proves nothing.',
      'Of several certificates of one CA key, those that anybody could have put into a response count only where there is no other; a CA is accused only when all that count fail.',
      'A critical extension that is not understood, wherever it stands in a response, makes all of it worth nothing.',
      'Without the certificate of the issuer that a response names, its responder’s role is unknown.',
      'Only a verified signed certificate timestamp shows that notBefore is more than 48 hours after the signing.',
      'Publication that is proven before notBefore starts the 15 minutes of the Baseline Requirements.',
    ],
    app: [
      'A response that may be about a certificate, whose issuer is missing, is shown with it as such.',
      'Large cases are verified on all cores, and exported through the disk instead of memory.',
      'The table sorts by every column; reports tell revocation by CRLs and certificate types; verdicts can be printed.',
      'Where storage is missing, refused, full or lost, the work goes on or what was lost is said.',
    ],
  },
  {
    version: '0.2.0',
    rulesVersion: '2026-11-24',
    rules: [
      'br/responder-profile compares the responder certificate’s issuer Name with the CA’s subject, octet by octet.',
      'Lists that must not be empty are no clean DER when they are: rfc6960/der says so.',
      'A response whose signer is named by Name alone and whose signature cannot be verified accuses no namesake.',
      'A public key with unused bits is unsupported, whatever its kind.',
      'Findings that rest on when a certificate became public name the proof; the S/MIME requirements are cited in their edition of the time.',
    ],
    app: [
      'A timeline of each case, with events of your own; reconciliation of stated lists and counts; reports for Bugzilla and the CCADB.',
      'Decoded fields beside their bytes, an ASN.1 tree, every acceptance step, and openssl commands for each finding.',
      'Cases of 100,000 certificates; groups, filters and picking in the table.',
      'Files and shares from the system, when installed.',
    ],
  },
  {
    version: '0.1.0',
    rulesVersion: '2026-11-23',
    rules: ['Judges by 63 dated, cited rules, under both readings of Mozilla Root Store Policy 5.4.'],
    app: [],
  },
];

/** The releases of `all` that come after `version`, newest first; all of them when it is not among them. */
export function newerThan(version: string, all: readonly Release[]): readonly Release[] {
  const at = all.findIndex((release) => release.version === version);
  return at < 0 ? all : all.slice(0, at);
}

/** Whether a message says releases: what another version of this app says is not to be trusted blindly. */
export function isReleases(value: unknown): value is readonly Release[] {
  const words = (list: unknown): boolean => Array.isArray(list) && list.every((item) => typeof item === 'string');
  return (
    Array.isArray(value) &&
    value.every((item: unknown) => {
      if (typeof item !== 'object' || item === null) return false;
      const release = item as Partial<Record<keyof Release, unknown>>;
      return (
        typeof release.version === 'string' &&
        typeof release.rulesVersion === 'string' &&
        words(release.rules) &&
        words(release.app)
      );
    })
  );
}
