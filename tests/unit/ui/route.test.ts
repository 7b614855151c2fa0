import { expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../src/ui/state/route.ts';

const sha256 = 'ab'.repeat(32);
const other = 'cd'.repeat(32);
const certificates = { at: 'case', id: 'x1', tab: 'certificates' } as const;

it.each<[string, Route]>([
  ['#/', { at: 'home' }],
  ['#/case/x1', { at: 'case', id: 'x1', tab: 'certificates', certificate: null }],
  ['#/case/x1/responses', { at: 'case', id: 'x1', tab: 'responses', certificate: null }],
  ['#/case/x1/to-do', { at: 'case', id: 'x1', tab: 'to-do', certificate: null }],
  [`#/case/x1/certificates/${sha256}`, { at: 'case', id: 'x1', tab: 'certificates', certificate: sha256 }],
  [
    `#/case/x1/certificates/${sha256}/response/${other}`,
    { ...certificates, certificate: sha256, inside: { at: 'response', sha256: other } },
  ],
  [
    `#/case/x1/certificates/${sha256}/bytes/${other}`,
    { ...certificates, certificate: sha256, inside: { at: 'bytes', sha256: other } },
  ],
  [
    `#/case/x1/certificates/${sha256}/bytes/${other}/15-33`,
    { ...certificates, certificate: sha256, inside: { at: 'bytes', sha256: other, range: [15, 33] } },
  ],
  [
    `#/case/x1/certificates/${sha256}/finding/mrsp/precert-status`,
    { ...certificates, certificate: sha256, inside: { at: 'finding', rule: 'mrsp/precert-status' } },
  ],
  [`#/case/x1/responses/${sha256}`, { at: 'case', id: 'x1', tab: 'responses', certificate: null, object: sha256 }],
  [
    `#/case/x1/evidence/${sha256}/bytes/${sha256}`,
    {
      at: 'case',
      id: 'x1',
      tab: 'evidence',
      certificate: null,
      object: sha256,
      inside: { at: 'bytes', sha256 },
    },
  ],
])('%s is a place and back', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
  expect(formatRoute(route)).toBe(hash);
});

it.each(['', '#', '#/case', '#/case/', '#/else', '#/case/<script>'])('%j is home', (hash) => {
  expect(parseRoute(hash)).toEqual({ at: 'home' });
});

it('ignores a tab or fingerprint it does not know', () => {
  expect(parseRoute('#/case/x/nowhere/zz')).toEqual({ at: 'case', id: 'x', tab: 'certificates', certificate: null });
});

it.each<[string, Route]>([
  ['#/about', { at: 'about' }],
  ['#/rules', { at: 'rules', id: null }],
  ['#/rules/mrsp/precert-status', { at: 'rules', id: 'mrsp/precert-status' }],
])('%s is a place beside the cases', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
  expect(formatRoute(route)).toBe(hash);
});

it.each([
  `#/case/x1/certificates/${sha256}/bytes`,
  `#/case/x1/certificates/${sha256}/bytes/zz`,
  `#/case/x1/certificates/${sha256}/finding/mrsp`,
  `#/case/x1/certificates/${sha256}/nowhere/${other}`,
])('%s is the certificate, for the rest is no place in it', (hash) => {
  expect(parseRoute(hash)).toEqual({ ...certificates, certificate: sha256 });
});

it('takes no range that is not one', () => {
  expect(parseRoute(`#/case/x1/certificates/${sha256}/bytes/${other}/1-x`)).toEqual({
    ...certificates,
    certificate: sha256,
    inside: { at: 'bytes', sha256: other },
  });
});
