/** The test authority. Start at authority.ts (who exists), leaves.ts (certificates), ocsp.ts (responses), defects.ts (what can be wrong). */
export * from './authority.ts';
export * from './certificates.ts';
export * from './crl.ts';
export * from './ct.ts';
export * from './extensions.ts';
export * from './keys.ts';
export * from './kin.ts';
export * from './leaves.ts';
export * from './names.ts';
export * from './ocsp.ts';
export * from './signing.ts';
export * as der from './der-writer.ts';
export * from './text-forms.ts';
export * as defects from './defects.ts';
export * from './sample-case.ts';
