import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit, timelineData } from '../../../../src/ui/timeline/data.ts';
import { frameOf } from '../../../../src/ui/timeline/frame.ts';
import { legendOf } from '../../../../src/ui/timeline/legend.ts';
import { eventMoments, sayMomentLine } from '../../../../src/ui/timeline/moments.ts';
import { drawPicture } from '../../../../src/ui/timeline/picture.ts';
import { svgFile } from '../../../../src/ui/timeline/svg-file.ts';
import { at, rowsOf, type Wanted } from './make.ts';

function fileOf(wanted: readonly Wanted[], label: string, title: string): string {
  const data = timelineData(rowsOf(wanted));
  const moments = eventMoments([{ at: at('2022-10-03'), written: '', label }]);
  const scene = drawPicture({
    data,
    shown: null,
    listed: wanted.length,
    span: fit(data, [at('2022-10-03')], null),
    frame: frameOf(wanted.length, 1200),
    moments,
    chosen: null,
  });
  const legend = legendOf(data, moments, { lanes: wanted.length < 25, partly: false });
  return svgFile({ scene, legend, title, description: 'what it shows', notes: moments.map(sayMomentLine) });
}

/** Strict enough for what we write: every tag is closed in order, every attribute quoted, every `&` an entity, no character that XML forbids. */
function parse(xml: string): { tags: string[]; texts: string[]; attributes: string[] } {
  const open: string[] = [];
  const [tags, texts, attributes]: [string[], string[], string[]] = [[], [], []];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '').trimEnd();
  const piece = /<(\/?)([a-zA-Z]+)((?: [a-zA-Z-:]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (let match = piece.exec(body); match; match = piece.exec(body)) {
    end = piece.lastIndex;
    const [, closing, name, inside, alone, text] = match;
    if (text !== undefined) texts.push(text);
    else if (closing) expect(open.pop()).toBe(name);
    else {
      tags.push(name!);
      attributes.push(...[...inside!.matchAll(/ ([a-zA-Z-:]+)="([^"]*)"/g)].map(([, key, value]) => `${key}=${value}`));
      if (!alone) open.push(name!);
    }
  }
  expect(end).toBe(body.length);
  expect(open).toEqual([]);
  expect([...texts, ...attributes].join('').replace(/&(?:amp|lt|gt|quot|apos);/g, '')).not.toContain('&');
  expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  expect(xml.isWellFormed()).toBe(true);
  return { tags, texts, attributes };
}

const ALLOWED = ['svg', 'title', 'desc', 'defs', 'pattern', 'rect', 'path', 'g', 'text'];

describe('a timeline as a file', () => {
  const SIMPLE: Wanted[] = [
    {
      issued: '2022-10-01',
      answers: [
        ['unknown', '2022-10-02', '2022-10-06'],
        ['revoked', '2022-10-04', '2022-10-08'],
      ],
    },
    { issued: '2022-10-02', verdict: 'warning', kind: 'final' },
  ];

  test('stands alone: no script, no style sheet, no link, no handler; a title and a description', () => {
    const { tags, texts, attributes } = parse(fileOf(SIMPLE, 'reported', 'Bug 1793443'));
    expect(new Set(tags)).toEqual(new Set(ALLOWED));
    expect(texts.slice(0, 2)).toEqual(['Timeline: Bug 1793443', 'what it shows']);
    expect(attributes.filter((one) => /^(?:on|style|class|href|xlink)/.test(one))).toEqual([]);
    expect(
      attributes.filter((one) => one.includes('var(') || one.includes('NaN') || one.includes('undefined')),
    ).toEqual([]);
    // What a pattern is called for is in the file.
    for (const [, id] of attributes.join('\n').matchAll(/url\(#([\w-]+)\)/g)) expect(attributes).toContain(`id=${id}`);
    expect(texts).toEqual(
      expect.arrayContaining([
        '2022-10-03 00:00:00 UTC: reported',
        'reported',
        'host-0.example',
        'Violation',
        'revoked',
        'event',
      ]),
    );
  });

  test('a name that would be markup, or turn the text around, is text that shows', () => {
    const name = `<script>alert('1')</script>&"\u202e\u0000`;
    const { tags, texts } = parse(fileOf([{ ...SIMPLE[0]!, name: 'x\u202e<b>' }], name, name));
    expect(tags).not.toContain('script');
    expect(texts[0]).toBe('Timeline: &lt;script&gt;alert(&apos;1&apos;)&lt;/script&gt;&amp;&quot;⟨RLO⟩⟨NUL⟩');
    expect(texts).toContain('x⟨RLO⟩&lt;b&gt;');
  });

  test('is well-formed whatever it is called and whatever happened', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, text, text, (name, label, title) => {
        const { tags } = parse(fileOf([{ ...SIMPLE[0]!, name }], label, `${title}\ud800\uffff`));
        expect(tags.every((tag) => ALLOWED.includes(tag))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('of a large case it is as small as its bins, not as its certificates', () => {
    const wanted = Array.from({ length: 3000 }, (_, index): Wanted => ({
      ...SIMPLE[0]!,
      issued: `2022-09-${String((index % 30) + 1).padStart(2, '0')}`,
    }));
    const file = fileOf(wanted, 'x', 'large');
    parse(file);
    expect(file.length).toBeLessThan(60_000);
  });
});
