import type { Marked } from '../parts/marks.ts';

/**
 * Everything the timeline is drawn with, as data: on screen the colours are those of src/ui/style/tokens.css, in an exported
 * file their light values stand in the file itself. Nothing is told by colour alone: patterns, shapes and words go with it.
 */

/** Custom properties of tokens.css with their light values. */
export const LIGHT = {
  sheet: '#ffffff',
  sunken: '#eceef2',
  ink: '#14171c',
  soft: '#444b57',
  faint: '#5c6470',
  rule: '#d9dde3',
  'rule-strong': '#868e9a',
  accent: '#1f3fbf',
  violation: '#b01b22',
  'violation-wash': '#fdecec',
  warning: '#7d5200',
  'warning-wash': '#fdf3dd',
  'cannot-tell': '#5a3fb5',
  'cannot-tell-wash': '#f0ecfd',
  clear: '#09664f',
  'clear-wash': '#e4f5ef',
  apart: '#525a66',
  'apart-wash': '#eef0f3',
  unknown: '#a13f00',
  'unknown-wash': '#feeee2',
} as const;
export type Token = keyof typeof LIGHT;

export interface Pattern {
  readonly ground: Token;
  readonly stroke: Token;
  /** In a tile of 6 by 6. */
  readonly d: string;
  readonly width: number;
}

export const PATTERNS = {
  unknown: { ground: 'unknown-wash', stroke: 'unknown', d: 'M-1.5 1.5l3-3M0 6L6 0M4.5 7.5l3-3', width: 1.9 },
  revoked: { ground: 'violation', stroke: 'sheet', d: 'M0 1.5h6M0 4.5h6', width: 0.7 },
  warning: { ground: 'warning-wash', stroke: 'warning', d: 'M-1.5 4.5l3 3M0 0l6 6M4.5-1.5l3 3', width: 2.1 },
  'cannot-tell': { ground: 'cannot-tell-wash', stroke: 'cannot-tell', d: 'M1.5 .4v2.2M4.5 3.4v2.2', width: 2.2 },
} satisfies Record<string, Pattern>;
export type PatternName = keyof typeof PATTERNS;

export interface Ink {
  readonly fill?: Token;
  readonly pattern?: PatternName;
  readonly stroke?: Token;
  readonly width?: number;
  readonly dash?: string;
  readonly opacity?: number;
}

const line = (stroke: Token, width: number, dash?: string): Ink => ({ stroke, width, ...(dash && { dash }) });

export const INKS = {
  ground: { fill: 'sheet' },
  grid: line('rule', 1),
  axis: line('rule-strong', 1),
  stripe: { fill: 'sunken', opacity: 0.55 },
  chosen: { fill: 'accent', opacity: 0.13 },
  ghost: { fill: 'rule' },
  life: line('rule-strong', 1.4),
  later: line('faint', 1.6),
  lifeBefore: line('rule-strong', 1.4, '2 2'),
  issued: { fill: 'ink', stroke: 'ink', width: 1.2 },
  issuedOpen: { fill: 'sheet', stroke: 'ink', width: 1.4 },
  capture: { fill: 'sheet', stroke: 'soft', width: 1.2 },
  // Answers in force, by status.
  good: { fill: 'clear-wash', stroke: 'clear', width: 1.3 },
  unknown: { pattern: 'unknown', stroke: 'unknown', width: 1.3 },
  revoked: { pattern: 'revoked', stroke: 'violation', width: 1.3 },
  // Bars of the histograms.
  goodBar: { fill: 'clear' },
  unknownBar: { pattern: 'unknown', stroke: 'unknown', width: 0.8 },
  revokedBar: { pattern: 'revoked', stroke: 'violation', width: 0.8 },
  violationBar: { fill: 'violation' },
  warningBar: { pattern: 'warning', stroke: 'warning', width: 0.8 },
  'cannot-tellBar': { pattern: 'cannot-tell', stroke: 'cannot-tell', width: 0.8 },
  'no-violation-foundBar': { fill: 'clear', opacity: 0.5 },
  'not-applicableBar': { fill: 'apart', opacity: 0.45 },
  // Lines of moments, from their flag down.
  rule: line('accent', 1.3, '5 3'),
  event: line('ink', 1.3),
  evaluated: line('soft', 2.2, '1.5 2.5'),
  ruleFlag: { fill: 'sheet', stroke: 'accent', width: 1.5 },
  eventFlag: { fill: 'ink' },
  evaluatedFlag: { fill: 'soft' },
  // Text.
  text: { fill: 'ink' },
  soft: { fill: 'soft' },
  faint: { fill: 'faint' },
  accent: { fill: 'accent' },
} satisfies Record<string, Ink>;
export type InkName = keyof typeof INKS | Shade | MarkInk;

/** Density in steps, so that neighbours can be told apart: `good3` of 1 to 5. */
export const SHADES = 5;
export type Shade = `${'good' | 'unknown' | 'revoked' | 'capture'}${1 | 2 | 3 | 4 | 5}`;
/** `stroke` is a line without a ground of its own. */
export type MarkInk = `${Marked}:${'solid' | 'line' | 'cut' | 'stroke'}`;

const TONE: Partial<Record<Marked, Token>> = {
  violation: 'violation',
  revoked: 'violation',
  warning: 'warning',
  'cannot-tell': 'cannot-tell',
  'no-violation-found': 'clear',
  pass: 'clear',
  good: 'clear',
  unknown: 'unknown',
};
const SHADE_TONE: Record<string, Token> = { good: 'clear', unknown: 'unknown', revoked: 'violation', capture: 'soft' };

export function inkOf(name: InkName): Ink {
  if (name in INKS) return INKS[name as keyof typeof INKS];
  const [of, as] = name.split(':') as [Marked, string | undefined];
  if (as) {
    const tone = TONE[of] ?? 'apart';
    // A drawn mark is open: the ground behind it keeps lines and bars out of it.
    if (as === 'line') return { fill: 'sheet', stroke: tone, width: 1.6 };
    if (as === 'stroke') return { stroke: tone, width: 1.6 };
    return as === 'solid' ? { fill: tone } : { stroke: 'sheet', width: 1.9 };
  }
  return { fill: SHADE_TONE[name.slice(0, -1)]!, opacity: Number(name.at(-1)) / SHADES };
}

/** As SVG presentation attributes; `colour` says what a token is where they are used. */
export function attributesOf(ink: Ink, colour: (token: Token) => string): Record<string, string> {
  const { fill, pattern, stroke, width, dash, opacity } = ink;
  return {
    fill: pattern ? `url(#${patternId(pattern)})` : fill ? colour(fill) : 'none',
    ...(stroke && { stroke: colour(stroke) }),
    ...(stroke && width !== undefined && { 'stroke-width': String(width) }),
    ...(dash && { 'stroke-dasharray': dash }),
    ...(opacity !== undefined && { opacity: String(opacity) }),
  };
}

export const patternId = (name: PatternName): string => `timeline-${name}`;
