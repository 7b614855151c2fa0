/** Names of the files that a case leaves in. */

/** A title as a file name: letters and digits of any script kept, the rest a hyphen; never empty, never hidden, at most 80 characters. */
export function fileStem(title: string): string {
  const stem = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+/, '');
  return (
    [...stem]
      .slice(0, 80)
      .join('')
      .replace(/[-.]+$/, '') || 'untitled-case'
  );
}

/** `Bug 1793443` → `Bug-1793443.verdict.json` (verdict-format section 5). */
export const verdictFileName = (title: string): string => `${fileStem(title)}.verdict.json`;

/** `Bug 1793443` → `Bug-1793443.bundle.zip` */
export const bundleFileName = (title: string): string => `${fileStem(title)}.bundle.zip`;

const EXTENSIONS: Readonly<Record<string, string>> = {
  certificate: 'crt',
  precertificate: 'crt',
  'ocsp-response': 'ors',
  'ocsp-request': 'orq',
  crl: 'crl',
};

/** Evidence leaves under its hash, with the extension its kind is registered for. */
export const evidenceFileName = (sha256: string, kind: string): string => `${sha256}.${EXTENSIONS[kind] ?? 'bin'}`;

/** Of a bundle, in which all evidence stands. */
export const EVIDENCE_FOLDER = 'evidence/';

/** Where a piece of evidence lies in a bundle. */
export const bundlePath = (sha256: string, kind: string): string => EVIDENCE_FOLDER + evidenceFileName(sha256, kind);
