import { expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from '../../../src/ui/state/route.ts';

const sha256 = 'ab'.repeat(32);

it.each<[string, Route]>([
  ['#/', { at: 'home' }],
  ['#/case/x1', { at: 'case', id: 'x1', tab: 'certificates', certificate: null }],
  ['#/case/x1/responses', { at: 'case', id: 'x1', tab: 'responses', certificate: null }],
  ['#/case/x1/to-do', { at: 'case', id: 'x1', tab: 'to-do', certificate: null }],
  [`#/case/x1/certificates/${sha256}`, { at: 'case', id: 'x1', tab: 'certificates', certificate: sha256 }],
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
