import { describe, expect, test } from 'vitest';
import { RULES } from '../../../../src/core/rules/index.ts';
import { catalogue } from '../../../../src/core/rules/catalogue.ts';
import { readFileSync } from 'node:fs';
import { fit, shownOf, timelineData } from '../../../../src/ui/timeline/data.ts';
import { placeFlags } from '../../../../src/ui/timeline/flags.ts';
import { frameOf, hasLanes, LANES_MOST } from '../../../../src/ui/timeline/frame.ts';
import { LIGHT } from '../../../../src/ui/timeline/ink.ts';
import { facetsOf } from '../../../../src/ui/state/facets.ts';
import { eventMoments, evaluatedMoment, ruleMoments, touchedRules } from '../../../../src/ui/timeline/moments.ts';
import { drawPicture, type PictureInput } from '../../../../src/ui/timeline/picture.ts';
import { textWidth, cutText, type Scene } from '../../../../src/ui/timeline/scene.ts';
import { scaleOf } from '../../../../src/ui/timeline/span.ts';
import { at, rowsOf, type Wanted } from './make.ts';

const THREE: readonly Wanted[] = [
  {
    issued: '2022-10-02',
    verdict: 'violation',
    answers: [
      ['unknown', '2022-10-03', '2022-10-07'],
      ['good', '2022-10-05', '2022-10-09'],
    ],
  },
  { issued: '2022-08-16', verdict: 'no-violation-found', kind: 'final', answers: [['revoked', '2022-10-01', null]] },
  { issued: '2022-09-10', verdict: 'cannot-tell' },
];

const many = (total: number): Wanted[] =>
  Array.from({ length: total }, (_, index) => ({
    issued: new Date(at('2022-07-01') + (index % 90) * 86_400_000).toISOString().replace('.000', ''),
    verdict: index % 2 ? 'violation' : 'not-applicable',
    answers: [['good', '2022-10-03', '2022-10-07']],
  }));

function pictureOf(wanted: readonly Wanted[], changes: Partial<PictureInput> = {}, width = 1200): Scene {
  const data = timelineData(rowsOf(wanted));
  return drawPicture({
    data,
    shown: null,
    listed: wanted.length,
    span: fit(data, [], null),
    frame: frameOf(wanted.length, width),
    moments: [],
    chosen: null,
    ...changes,
  });
}

const words = ({ shapes }: Scene) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const inks = ({ shapes }: Scene) => new Set(shapes.map(({ ink }) => ink));

describe('the data', () => {
  test('is what the rows say', () => {
    const data = timelineData(rowsOf(THREE), [
      { sha256: '0-1', capturedAt: at('2022-10-06') },
      { sha256: 'of nothing here', capturedAt: at('2022-10-06') },
    ]);
    expect([...data.issued]).toEqual(['2022-10-02', '2022-08-16', '2022-09-10'].map(at));
    expect([...data.firstAnswer]).toEqual([0, 2, 3, 3]);
    expect([...data.answers.nextUpdate]).toEqual(['2022-10-07', '2022-10-09', '2022-10-01'].map(at));
    expect([[...data.captures.of], [...data.captures.at]]).toEqual([[0], [at('2022-10-06')]]);
    expect(data.extent).toEqual({ from: at('2022-08-16'), until: at('2022-10-09') });
  });
  test('an end in the year 9999 does not squeeze all the rest; an event far off is shown', () => {
    const data = timelineData(rowsOf([{ issued: '2022-10-01', answers: [['good', '2022-10-02', '9999-12-31']] }]));
    expect(fit(data, [], null).until).toBeLessThan(at('2022-10-05'));
    expect(fit(data, [at('2020-01-01')], null).from).toBeLessThan(at('2020-01-01'));
    // The evaluation is shown where it is near, and else told by its side.
    expect(fit(data, [], at('2026-01-01')).until).toBeLessThan(at('2022-10-05'));
  });
  test('of some rows all are there, and only the listed ones count', () => {
    const rows = rowsOf(THREE);
    const data = timelineData(rows);
    expect(shownOf(data, rows)).toBeNull();
    expect([...shownOf(data, [rows[2]!])!]).toEqual([0, 0, 1]);
  });
});

describe('a small case', () => {
  const scene = pictureOf(THREE);
  test('has a lane for each certificate, by issuance, with its name and all its answers in words', () => {
    const lanes = scene.things.filter(({ id }) => id.startsWith('lane'));
    expect(lanes.map(({ title }) => title)).toEqual(['host-1.example', 'host-2.example', 'host-0.example']);
    expect(lanes.map(({ y }) => y)).toEqual(lanes.map(({ y }) => y).toSorted((a, b) => a - b));
    expect(lanes[2]!.lines).toEqual([
      'Violation · Precertificate only',
      'issued 2022-10-02 00:00:00 UTC (its notBefore)',
      'valid until 2023-10-01 00:00:00 UTC',
      'unknown from 2022-10-03 to 2022-10-07 UTC',
      'good from 2022-10-05 to 2022-10-09 UTC',
    ]);
    expect(lanes[1]!.lines).toContain('no authoritative answer in this case');
    expect(words(scene)).toEqual(expect.arrayContaining(['host-0.example', 'host-1.example', 'host-2.example']));
  });
  test('tells statuses and verdicts by shape: no two have one path', () => {
    const paths = new Map<string, Set<string>>();
    for (const shape of scene.shapes)
      if (shape.kind === 'path' && shape.ink.includes(':')) {
        const [of] = shape.ink.split(':') as [string];
        paths.set(of, (paths.get(of) ?? new Set()).add(shape.d));
      }
    const all = [...paths.values()].map((own) => [...own].join(' '));
    expect(new Set(all).size).toBe(all.length);
    expect([...paths.keys()].sort()).toEqual([
      'cannot-tell',
      'good',
      'no-violation-found',
      'revoked',
      'unknown',
      'violation',
    ]);
  });
  test('keeps those that the table does not list, in grey', () => {
    const pale = pictureOf(THREE, { shown: Uint8Array.of(1, 0, 0), listed: 1 });
    expect(pale.things.filter(({ id }) => id.startsWith('lane'))).toHaveLength(3);
    expect(pale.shapes.filter((shape) => shape.kind === 'text' && shape.pale)).toHaveLength(2);
  });
  test('issued before its notBefore by a log’s word, its life begins with a dashed line', () => {
    expect(inks(pictureOf([{ issued: '2022-09-01', notBefore: '2022-10-01' }]))).toContain('lifeBefore');
    expect(inks(scene)).not.toContain('lifeBefore');
  });
  test('says where a certificate is later than what is in view', () => {
    const early = { from: at('2022-09-01'), until: at('2022-09-20') };
    expect(pictureOf(THREE, { span: early }).shapes.filter(({ ink }) => ink === 'later')).toHaveLength(1);
    expect(inks(scene)).not.toContain('later');
  });
  test('nothing is drawn outside of its part, however far one goes', () => {
    const near = { from: at('2022-10-04'), until: at('2022-10-05') };
    const frame = frameOf(3, 1200);
    const { shapes } = pictureOf(THREE, { span: near });
    for (const shape of shapes)
      if (shape.kind === 'path' && ['good', 'unknown', 'revoked', 'life'].includes(shape.ink))
        for (const [, x] of shape.d.matchAll(/[MHL](-?[\d.]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(frame.left);
          expect(Number(x)).toBeLessThanOrEqual(frame.right);
        }
  });
});

describe('a large case', () => {
  test('is counted in bins, and the bins say exactly what is in them', () => {
    const wanted = many(900);
    const scene = pictureOf(wanted);
    const bins = scene.things.filter(({ id }) => id.startsWith('bin'));
    const issued = bins.filter(({ lines }) => !lines[0]!.startsWith('0 '));
    expect(issued).toHaveLength(90);
    expect(issued[0]).toMatchObject({
      title: '2022-07-01 to 2022-07-02 UTC',
      lines: ['10 issued: 10 not applicable', '0 answers', 'no answer in force'],
      span: { from: at('2022-07-01'), until: at('2022-07-02') },
      read: true,
    });
    expect(bins.find(({ title }) => title.startsWith('2022-10-03'))!.lines).toEqual([
      '0 issued',
      '900 answers: 900 good',
      'in force: 900 good',
    ]);
    expect(words(scene)).toEqual(expect.arrayContaining(['Issued', 'Answers produced', 'per day', 'good in force']));
    expect(inks(scene)).toContain('violationBar');
    expect(inks(scene)).not.toContain('ghost');
  });
  test('shows in grey what the table does not list, and few listed ones in lanes', () => {
    const wanted = many(900);
    const listed = Uint8Array.from({ length: 900 }, (_, index) => Number(index < 400));
    expect(inks(pictureOf(wanted, { shown: listed, listed: 400 }))).toContain('ghost');
    const few = Uint8Array.from({ length: 900 }, (_, index) => Number(index < 5));
    expect(pictureOf(wanted, { shown: few, listed: 5 }).things.filter(({ id }) => id.startsWith('lane'))).toHaveLength(
      5,
    );
  });
  test('has one height, whatever is filtered, so that nothing moves', () => {
    expect(frameOf(25, 1200).height).toBe(frameOf(100_000, 1200).height);
    expect(hasLanes(LANES_MOST, 0, frameOf(LANES_MOST, 1200))).toBe(true);
    expect(hasLanes(LANES_MOST + 1, LANES_MOST + 1, frameOf(LANES_MOST + 1, 1200))).toBe(false);
  });
});

describe('flags', () => {
  const RULE_CATALOGUE = catalogue(RULES);
  const moments = [
    ...ruleMoments(
      RULE_CATALOGUE,
      touchedRules(facetsOf(rowsOf([{ issued: '2022-10-02', rules: ['br/unknown-after-15-minutes'] }])).rules),
    ),
    ...eventMoments([
      { at: at('2022-10-03T15:00:00Z'), written: '', label: 'Bug reported' },
      { at: at('2022-10-04T15:00:00Z'), written: '2022-10-04 08:00 PDT', label: 'CA acknowledges \u202e the report' },
    ]),
    evaluatedMoment(at('2022-11-15T12:00:00Z')),
  ];

  test('tell the day that divides such cases, and the dates of the rules that were touched', () => {
    const rules = moments.filter(({ kind }) => kind === 'rule');
    expect(rules.find(({ at: day }) => day === at('2022-10-01'))).toMatchObject({
      label: 'MRSP § 5.4, 2022-10-01',
      rank: 0,
      href: '#/rules/mrsp/precert-status',
    });
    expect(rules.flatMap(({ lines }) => lines).some((line) => line.startsWith('br/unknown-after-15-minutes'))).toBe(
      true,
    );
    const untouched = ruleMoments(RULE_CATALOGUE, touchedRules([])).flatMap(({ lines }) => lines);
    expect(untouched.every((line) => line.startsWith('mrsp/precert-status'))).toBe(true);
  });
  test('say an event in UTC and as it was written, with what does not show made visible', () => {
    expect(moments.find(({ label }) => label.startsWith('CA'))).toMatchObject({
      title: 'CA acknowledges ⟨RLO⟩ the report',
      lines: ['2022-10-04 15:00:00 UTC', 'written “2022-10-04 08:00 PDT”'],
    });
  });
  test('never have words that run into other words, and the dividing day always has its words', () => {
    for (const width of [320, 390, 800, 1200]) {
      const frame = frameOf(3, width, 4);
      const scale = scaleOf({ from: at('2022-07-01'), until: at('2022-11-20') }, frame.left, frame.right);
      const placed = placeFlags(moments, scale, frame);
      expect(placed.find(({ moment }) => moment.rank === 0)!.words).not.toBe('');
      const boxes = placed
        .filter(({ words: said }) => said)
        .map(({ x, row, words: said, left }) => {
          const wide = textWidth(said, 11.5) + 9;
          return { row, from: left ? x - wide : x + 9, to: left ? x - 9 : x + wide };
        });
      for (const a of boxes)
        for (const b of boxes) if (a !== b && a.row === b.row) expect(a.to <= b.from || b.to <= a.from).toBe(true);
      for (const { from, to } of boxes) expect([from >= 0, to <= width]).toEqual([true, true]);
    }
  });
});

test('names are cut to their room, and what is cut says so', () => {
  expect(cutText('short.example', 200, 12)).toBe('short.example');
  const cut = cutText('a-very-long-name.example.org', 80, 12);
  expect(cut).toMatch(/^a-very.*…$/);
  expect(textWidth(cut, 12)).toBeLessThanOrEqual(80);
  expect(cutText('anything', 2, 12)).toBe('');
});

test('the colours of a file are the light ones of the screen', () => {
  const tokens = readFileSync(new URL('../../../../src/ui/style/tokens.css', import.meta.url), 'utf8');
  for (const [token, value] of Object.entries(LIGHT)) expect(tokens).toContain(`--${token}: light-dark(${value},`);
});
