import type { ListedAs } from '../model/stated.ts';

/** What a list of this name is probably of, as people call theirs: `precert_urls.txt`, `cert_urls.txt`, `final.csv`. */
export function guessListedAs(name: string): ListedAs {
  if (/pre-?[_ ]?cert/i.test(name)) return 'precertificate';
  return /final|(?<![a-z])cert(?:ificate)?s?[_ -](?:urls|list|links)/i.test(name) ? 'final' : 'unsaid';
}
