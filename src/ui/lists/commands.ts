import type { Lookup } from '../../core/model/evidence.ts';
import { crtShDownload } from '../text/links.ts';

/**
 * A POSIX shell command that downloads certificates from crt.sh, one a second (it limits its callers), into files named
 * by what was asked; `''` when crt.sh offers no download for any of them. Only hex and digits ever reach the shell.
 */
export function fetchCommand(fingerprints: readonly string[], lookups: readonly Lookup[]): string {
  const ids = lookups.filter((lookup) => lookup.by === 'crt.sh-id').map((lookup) => lookup.value);
  const keys = [...fingerprints, ...ids].filter((key) => /^[0-9a-f]+$/.test(key));
  if (keys.length === 0) return '';
  return [
    'for key in \\',
    ...keys.map((key) => `  ${key} \\`),
    `; do curl -fsSL -o "$key.crt" "${crtShDownload('$key')}"; sleep 1; done`,
  ].join('\n');
}
