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
