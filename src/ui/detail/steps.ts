import type { ResponseEntry } from '../../core/model/verdict.ts';

/** One step of accepting a response (RFC 6960 section 3.2), in the order it is taken: done, failed, or open. */
export interface Step {
  readonly mark: 'pass' | 'violation' | 'cannot-tell';
  readonly text: string;
}

/** Why a response does or does not speak for the CA, step by step; stops where nothing further can be known. */
export function acceptanceSteps(response: ResponseEntry): readonly Step[] {
  if (response.responseStatus === 'undecodable')
    return [{ mark: 'violation', text: 'It cannot be decoded as an OCSPResponse.' }];
  if (response.responseStatus !== 'successful')
    return [
      {
        mark: 'violation',
        text: `It is the error ${response.responseStatus}: unsigned, so anyone could have made it.`,
      },
    ];
  const steps = [signatureStep(response)];
  if (response.responder) steps.push(responderStep(response.responder, response.signature === 'valid'));
  return [...steps, namesStep(response)];
}

function signatureStep({ signature, signatureAlgorithm }: ResponseEntry): Step {
  const by = signatureAlgorithm ?? 'an unnamed algorithm';
  switch (signature) {
    case 'valid':
      return { mark: 'pass', text: `The signature verifies (${by}).` };
    case 'invalid':
      return { mark: 'violation', text: `The signature does not verify (${by}): this is not what the signer signed.` };
    case 'unsupported':
      return { mark: 'cannot-tell', text: `The signature cannot be checked here: ${by} is not supported.` };
    default:
      return {
        mark: 'cannot-tell',
        text: `The signature (${by}) cannot be checked: the signer’s certificate is not in hand.`,
      };
  }
}

function responderStep({ role, reason }: NonNullable<ResponseEntry['responder']>, signed: boolean): Step {
  const because = reason ? `: ${reason.replace(/\.$/, '')}` : '';
  // Without a valid signature the name of the signer is only what the response claims.
  const by = signed ? 'Signed by' : 'In the name of';
  switch (role) {
    case 'issuer':
      return {
        mark: 'pass',
        text: `${by} the issuing CA’s own key, which may always answer for its certificates.`,
      };
    case 'delegated':
      return { mark: 'pass', text: `${by} a responder that the issuing CA itself certified for OCSP signing.` };
    case 'unauthorized':
      return { mark: 'violation', text: `The signer may not answer for this issuer${because}.` };
    case 'unknown':
      return { mark: 'cannot-tell', text: `Whether the signer may answer for this issuer is open${because}.` };
  }
}

function namesStep({ singleResponses }: ResponseEntry): Step {
  const named = singleResponses.filter((single) => single.names.length > 0).length;
  return named > 0
    ? {
        mark: 'pass',
        text: `${named} of ${singleResponses.length} SingleResponses name a certificate in hand, by all four fields of the CertID.`,
      }
    : { mark: 'cannot-tell', text: 'No certificate in hand has a CertID that it names.' };
}
