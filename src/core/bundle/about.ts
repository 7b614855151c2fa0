import type { Evidence } from '../model/evidence.ts';
import { decodeCertificate } from '../decode/certificate.ts';
import { decodeCertificateList } from '../decode/crl.ts';
import { findSigner } from '../verify/issuer.ts';
import { verifySignature } from '../verify/signature.ts';
import type { Evaluation } from '../verdict/evaluation.ts';
import { anatomy, certificateCommands, crlCommands, sameBytes, type OpensslCommand } from './commands.ts';
import { responseCommands, type Asked } from './response-commands.ts';
import { shelve, type Shelf } from './shelf.ts';
import { bundlePath } from '../verdict/file-name.ts';

/** A case and what its evaluation came to; the certificates that sign are looked for once. */
export class CommandSource {
  readonly evaluation: Pick<Evaluation, 'response' | 'indexOf' | 'certificate'>;
  readonly #evidence: ReadonlyMap<string, Evidence>;
  #shelf: Shelf | null = null;

  constructor(evidence: readonly Evidence[], evaluation: Pick<Evaluation, 'response' | 'indexOf' | 'certificate'>) {
    this.evaluation = evaluation;
    this.#evidence = new Map(evidence.map((piece) => [piece.sha256, piece]));
  }

  get shelf(): Shelf {
    return (this.#shelf ??= shelve([...this.#evidence.values()]));
  }

  piece(sha256: string): Evidence | null {
    return this.#evidence.get(sha256) ?? null;
  }
}

/**
 * The openssl commands that show what the verdict says of a piece of evidence, with what they print for this very
 * verdict. `about`: the certificate whose status is at stake, where the piece is a response or a CRL. Empty for evidence
 * that openssl has no command for, or that is not in the case.
 */
export async function commandsAbout(
  source: CommandSource,
  sha256: string,
  about: string | null,
): Promise<readonly OpensslCommand[]> {
  const piece = source.piece(sha256);
  switch (piece?.kind) {
    case 'certificate':
    case 'precertificate':
      return certificateCommands(piece, source.shelf);
    case 'ocsp-response': {
      const judged = source.evaluation.response(sha256);
      return judged ? responseCommands(piece, judged, asked(source, about), source.shelf) : [];
    }
    case 'ocsp-request':
      return [
        sameBytes(bundlePath(sha256, piece.kind), sha256),
        {
          shows: 'What was asked.',
          command: `openssl ocsp -reqin ${bundlePath(sha256, piece.kind)} -req_text`,
          expect: ['OCSP Request Data'],
        },
      ];
    case 'crl':
      return aboutCrl(piece, source, about);
    default:
      return [];
  }
}

function asked(source: CommandSource, about: string | null): Asked | null {
  const evidence = about === null ? null : source.piece(about);
  const decoded = evidence && decodeCertificate(evidence.bytes);
  return evidence && decoded?.ok ? { evidence, certificate: decoded.value } : null;
}

async function aboutCrl(
  piece: Evidence,
  source: CommandSource,
  about: string | null,
): Promise<readonly OpensslCommand[]> {
  const file = bundlePath(piece.sha256, piece.kind);
  const decoded = decodeCertificateList(piece.bytes);
  if (!decoded.ok) return [sameBytes(file, piece.sha256), anatomy(file)];
  const list = decoded.value;
  const { signature, signer } = await findSigner(list, source.shelf.index, (candidate) =>
    verifySignature(list.tbsCertList, list.signatureAlgorithm, list.signatureValue, candidate.subjectPublicKeyInfo),
  );
  if (signature !== 'valid' || !signer) return [sameBytes(file, piece.sha256)];
  const index = about === null ? -1 : source.evaluation.indexOf(about);
  const entry = index < 0 ? null : source.evaluation.certificate(index);
  const status = entry?.crls.find(({ evidence }) => evidence === piece.sha256);
  return crlCommands(
    piece,
    signer,
    source.shelf,
    entry && status ? { serialNumber: entry.serialNumber, status } : null,
  );
}
