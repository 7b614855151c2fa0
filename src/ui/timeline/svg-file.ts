import { visibleText } from '../text/visible.ts';
import { attributesOf, inkOf, LIGHT, PATTERNS, patternId, type PatternName, type Token } from './ink.ts';
import type { LegendItem } from './legend.ts';
import { cutText, textWidth, type Scene, type Shape } from './scene.ts';

/**
 * The picture as a file that stands alone in a report: light colours, everything in attributes, no style sheet, no script
 * and no link. All text is escaped, and what does not show in it or turns it around is written out.
 */

export interface SvgFileInput {
  readonly scene: Scene;
  readonly legend: readonly LegendItem[];
  /** Of the case, as its user wrote it. */
  readonly title: string;
  /** One or two sentences: for people under the title, for screen readers as the description. */
  readonly description: string;
  /** Under the picture, a line each: what the flags stand for. */
  readonly notes?: readonly string[];
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const HEAD = 58;
const LINE = 22;
const NOTE = 18;

export function svgFile({ scene, legend, title, description, notes = [] }: SvgFileInput): string {
  const items = placeLegend(legend, scene.width - 24);
  const lines = items.reduce((most, { line }) => Math.max(most, line + 1), 0);
  const below = HEAD + scene.height + 8 + lines * LINE;
  const height = below + notes.length * NOTE + 12;
  const room = scene.width - 24;
  const name = visibleText(title);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    tag(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        width: String(scene.width),
        height: String(height),
        viewBox: `0 0 ${scene.width} ${height}`,
        role: 'img',
        'aria-labelledby': 'title description',
        'font-family': FONT,
      },
      `<title id="title">${escape(`Timeline: ${name}`)}</title>`,
      `<desc id="description">${escape(description)}</desc>`,
      tag('defs', {}, ...Object.keys(PATTERNS).map((pattern) => patternTag(pattern as PatternName))),
      tag('rect', { width: '100%', height: '100%', fill: LIGHT.sheet }),
      text(12, 26, 18, 'ink', cutText(name, room / 1.1, 18), { 'font-weight': '650' }),
      text(12, 46, 12.5, 'soft', cutText(description, room, 12.5)),
      tag('g', { transform: `translate(0 ${HEAD})` }, ...scene.shapes.map(shapeTag)),
      ...items.map(({ item, x, line }) =>
        tag(
          'g',
          { transform: `translate(${x} ${HEAD + scene.height + 8 + line * LINE})` },
          ...item.shapes.map(shapeTag),
          text(item.width + 6, 12.5, 12, 'soft', item.words),
        ),
      ),
      ...notes.map((note, at) => text(12, below + at * NOTE + 12, 12, 'ink', cutText(visibleText(note), room, 12))),
    ),
    '\n',
  ].join('');
}

interface PlacedItem {
  readonly item: LegendItem;
  readonly x: number;
  readonly line: number;
}

function placeLegend(legend: readonly LegendItem[], width: number): readonly PlacedItem[] {
  let [x, line] = [0, 0];
  return legend.map((item) => {
    const wide = item.width + 6 + textWidth(item.words, 12) + 22;
    if (x > 0 && x + wide > width) [x, line] = [0, line + 1];
    const placed = { item, x: 12 + Math.round(x), line };
    x += wide;
    return placed;
  });
}

const colour = (token: Token): string => LIGHT[token];

function shapeTag(shape: Shape): string {
  const attributes = attributesOf(inkOf(shape.ink), colour);
  const pale: Record<string, string> = shape.pale ? { 'fill-opacity': '0.3', 'stroke-opacity': '0.3' } : {};
  if (shape.kind === 'path')
    return tag('path', {
      ...attributes,
      ...pale,
      ...(shape.dash && { 'stroke-dasharray': shape.dash }),
      ...(shape.place && { transform: `translate(${shape.place.x} ${shape.place.y}) scale(${shape.place.scale})` }),
      d: shape.d,
    });
  return text(shape.x, shape.y, shape.size, null, shape.text, {
    ...attributes,
    ...pale,
    ...(shape.anchor && { 'text-anchor': shape.anchor }),
    ...(shape.strong && { 'font-weight': '650' }),
    ...(shape.rim && { stroke: LIGHT.sheet, 'stroke-width': '3', 'paint-order': 'stroke', 'stroke-linejoin': 'round' }),
  });
}

function patternTag(name: PatternName): string {
  const { ground, stroke, d, width } = PATTERNS[name];
  return tag(
    'pattern',
    { id: patternId(name), width: '6', height: '6', patternUnits: 'userSpaceOnUse' },
    tag('rect', { width: '6', height: '6', fill: LIGHT[ground] }),
    tag('path', { d, fill: 'none', stroke: LIGHT[stroke], 'stroke-width': String(width) }),
  );
}

const text = (
  x: number,
  y: number,
  size: number,
  fill: Token | null,
  words: string,
  attributes: Record<string, string> = {},
): string =>
  `<text${written({ x: String(x), y: String(y), 'font-size': String(size), ...(fill && { fill: LIGHT[fill] }), ...attributes })}>${escape(words)}</text>`;

const tag = (name: string, attributes: Record<string, string>, ...inside: readonly string[]): string =>
  inside.length > 0
    ? `<${name}${written(attributes)}>${inside.join('')}</${name}>`
    : `<${name}${written(attributes)}/>`;

const written = (attributes: Record<string, string>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join('');

const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as XML 1.0 may hold it. */
const escape = (value: string): string =>
  visibleText(value)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITY[character]!);
