import { describe, expect, it } from 'vitest';
import { beginning, stretches, visibleText } from '../../../src/ui/text/visible.ts';

describe('visibleText', () => {
  it.each([
    ['host.example', 'host.example'],
    ['', ''],
    ['Prüfstelle 検査 ✓', 'Prüfstelle 検査 ✓'],
    ['evil\u202Egnp.example', 'evil⟨RLO⟩gnp.example'],
    ['a\u0000b\u001b[31m', 'a⟨NUL⟩b⟨ESC⟩[31m'],
    ['a\r\nb', 'a⟨CR⟩⟨LF⟩b'],
    ['pay\u200bpal\ufeff', 'pay⟨ZWSP⟩pal⟨BOM⟩'],
    ['a\u00a0b\u3000c', 'a⟨NBSP⟩b⟨U+3000⟩c'],
    ['\u{e0041}', '⟨U+E0041⟩'],
    ['\ud800', '⟨U+D800⟩'],
    ['\u2067x\u2069', '⟨RLI⟩x⟨PDI⟩'],
  ])('%j is shown as %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('loses nothing', () => {
    const text = '\u202ea\u0000b\u200b';
    expect(
      stretches(text)
        .map((stretch) => stretch.text)
        .join(''),
    ).toBe(text);
  });

  it('has one plain stretch for an empty text', () => {
    expect(stretches('')).toEqual([{ text: '' }]);
  });
});

describe('a text of 100 kB', () => {
  const name = 'a'.repeat(102_400);

  it('is cut where it can only be plain, and says so', () => {
    expect(visibleText(name)).toBe(`${'a'.repeat(300)}…`);
    expect(visibleText(name, Infinity)).toBe(name);
  });

  it('is never cut inside a character', () => {
    expect(beginning('ab😀', 3)).toBe('ab');
    expect(beginning('ab😀', 4)).toBe('ab😀');
    expect(beginning('😀', 1)).toBe('');
  });
});
