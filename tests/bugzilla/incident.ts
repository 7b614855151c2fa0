/** A bug as researchers file them: a thread that names 13 certificates, and the sample's evidence attached. */
import { existsSync, readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import type { BugOnFile } from './stand-in.ts';

const THREAD = new URL('../../../shared/bug-1793443.txt', import.meta.url);

const MADE_UP = Array.from({ length: 13 }, (_, at) => at.toString(16).padStart(64, 'ab'));

/** The thread of the bug that started it all, comment by comment; where it is not at hand, one of the same form. */
function comments(): string[] {
  if (!existsSync(THREAD))
    return [
      `unknown for\n${MADE_UP.slice(0, 10)
        .map((sha256) => `https://crt.sh/?sha256=${sha256}`)
        .join('\n')}`,
      'Acknowledging.',
      `We found more:\n${MADE_UP.slice(9)
        .map((sha256) => `- https://crt.sh/?sha256=${sha256.toUpperCase()}&opt=ocsp.`)
        .join('\n')}`,
    ];
  const found: string[] = [];
  for (const part of readFileSync(THREAD, 'utf8').split(/^(?=Comment \d+)/m)) {
    const number = /^Comment (\d+)/.exec(part)?.[1];
    found[Number(number ?? 0)] = part;
  }
  return Array.from(found, (text) => text ?? 'A comment that says nothing.');
}

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const sample = JSON.parse(readFileSync(new URL('../../src/sample/files.json', import.meta.url), 'utf8')) as {
  handed: Record<string, string>;
};

/** The sample without its own thread, which names further certificates. */
const EVIDENCE = Object.entries(sample.handed)
  .filter(([name]) => !name.endsWith('.txt'))
  .map(([name, base64]) => [name, new Uint8Array(Buffer.from(base64, 'base64'))] as const);

export const INCIDENT: BugOnFile = {
  id: 1793443,
  summary: 'Example Trust: "unknown" OCSP response for issued certificates',
  comments: comments(),
  attachments: [
    {
      id: 9299999,
      fileName: 'ocsp-responses.zip',
      bytes: zipSync(Object.fromEntries(EVIDENCE)),
    },
    { id: 9300001, fileName: 'first-try.txt', bytes: text('https://crt.sh/?id=7712345678'), obsolete: true },
    { id: 9300002, fileName: 'internal.txt', bytes: text('not for everybody'), private: true },
    { id: 9300003, fileName: 'removed.der', bytes: new Uint8Array() },
  ],
};

/** How many certificates of the sample are judged. */
export const CERTIFICATES = 17;
