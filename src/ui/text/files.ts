/** File names the app gives its downloads. */

export { bundleFileName, evidenceFileName, fileStem, verdictFileName } from '../../core/verdict/file-name.ts';

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
