/** File names the app gives its downloads. */

/** A title as a file name: letters and digits of any script kept, the rest a hyphen; never empty, never hidden, at most 80 characters. */
export function fileStem(title: string): string {
  const stem = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+|[-.]+$/g, '');
  return [...stem].slice(0, 80).join('') || 'untitled-case';
}

/** `Bug 1793443` → `Bug-1793443.verdict.json` (verdict-format section 5). */
export const verdictFileName = (title: string): string => `${fileStem(title)}.verdict.json`;

const EXTENSIONS: Readonly<Record<string, string>> = {
  certificate: 'crt',
  precertificate: 'crt',
  'ocsp-response': 'ors',
  'ocsp-request': 'orq',
  crl: 'crl',
};

/** Evidence leaves under its hash, with the extension its kind is registered for. */
export const evidenceFileName = (sha256: string, kind: string): string => `${sha256}.${EXTENSIONS[kind] ?? 'bin'}`;

/** Bytes in the unit a person would choose; 1 kB = 1000 bytes. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}
