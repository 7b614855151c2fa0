export { digestFindings, type DigestOutcome, type RuleDigest } from './digest.ts';
