import { expect, it } from 'vitest';
import { catalogue, MAKERS } from '../../../src/core/rules/catalogue.ts';
import { RULES } from '../../../src/core/rules/index.ts';
import { utc } from '../../../src/core/rules/sources.ts';

const all = catalogue(RULES);
const named = (id: string) => all.find((rule) => rule.id === id)!;

it('has one entry an id, sorted by maker, then id', () => {
  const ids = [...new Set(RULES.map(({ id }) => id))];
  const byMaker = MAKERS.flatMap((maker) => ids.filter((id) => id.startsWith(`${maker}/`)).sort());
  expect(all.map(({ id }) => id)).toEqual(byMaker);
});

it('says what a rule is, when each of its texts was in force, and where it stands', () => {
  const { windows, documents, ...rule } = named('mrsp/precert-status');
  expect(rule).toEqual({
    id: 'mrsp/precert-status',
    maker: 'mrsp',
    requirement:
      'The CA answers for every certificate presumed to exist because there is a precertificate: its OCSP service must know it.',
    level: 'MUST',
    aliases: ['MRSP 5.5 (as mis-cited in bug 1793443 comment 6)'],
    document: 'Mozilla Root Store Policy',
    judges: ['each authoritative status of a certificate presumed to exist'],
    clock: 'producedAt',
    clockWords: 'when the response was signed (producedAt)',
  });
  expect(windows.map(({ from, until, editions, section }) => [from, until, editions, section])).toEqual([
    [utc('2022-10-01'), utc('2023-09-01'), '2.8 to 2.8.1', '5.4'],
    [utc('2023-09-01'), null, '2.9 and later', '5.4'],
  ]);
  expect(windows[0]!.quote).toMatch(/^Effective October 1, 2022, \[…\] a CA MUST provide CRL and OCSP services/);
  expect(windows[0]!.url).toMatch(/^https:\/\/www\.mozilla\.org\/.*#54-precertificates$/);
  expect(documents.map(({ name, editions }) => [name, editions[0]])).toEqual([
    ['Mozilla Root Store Policy', { name: '2.6.1', from: utc('2018-07-01') }],
  ]);
});

it('moves a clause with its section', () => {
  expect(named('br/validity-max-10d').windows.map(({ editions, section }) => [editions, section])).toEqual([
    ['1.7.1 to 2.0.3', '4.9.10'],
    ['2.1.0 and later', '4.9.9'],
  ]);
});

it('knows texts without a beginning, without an end, and of other documents', () => {
  expect(named('br/responder-nocheck').windows[0]).toMatchObject({ from: null, editions: 'up to 2.0.3' });
  expect(named('br/no-certificate-hold').windows[0]).toMatchObject({
    from: null,
    until: null,
    editions: 'every edition',
  });
  const nonce = named('rfc6960/nonce');
  expect(nonce.windows.map(({ document, editions }) => `${document} ${editions}`)).toEqual([
    'RFC 6960 2013-06',
    'RFC 8954 2020-11',
    'RFC 9654 2024-08',
  ]);
  expect(nonce.documents.map(({ name }) => name)).toEqual(['RFC 6960', 'RFC 8954', 'RFC 9654']);
});

it('joins the rules that share an id', () => {
  const rule = named('rfc6960/contradictory-statuses');
  expect(RULES.filter(({ id }) => id === rule.id)).toHaveLength(2);
  expect(rule.judges).toEqual([
    'each certificate presumed to exist, as its certificate or precertificate says',
    'each OCSP response as a whole',
  ]);
  expect(named('rfc6960/time-encoding').windows).toHaveLength(1);
});

it('loses no window of any rule', () => {
  for (const rule of RULES)
    expect(named(rule.id).windows.map(({ quote }) => quote)).toEqual(
      expect.arrayContaining(rule.windows.map(({ quote }) => quote)),
    );
});
