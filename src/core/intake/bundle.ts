/**
 * First line of the README in an evidence bundle that Presumed exports. Such a file is a letter to people, not evidence:
 * a bundle must reopen as the very case it was made of.
 */
export const BUNDLE_README_TITLE = 'Presumed evidence bundle';

const FIRST_LINE = new TextEncoder().encode(`${BUNDLE_README_TITLE}\n`);

export const isBundleReadme = (bytes: Uint8Array): boolean =>
  FIRST_LINE.every((octet, index) => bytes[index] === octet);
