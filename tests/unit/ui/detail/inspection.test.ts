import { describe, expect, test } from 'vitest';
import { inspect, nameOf, type Part } from '../../../../src/core/inspect/index.ts';
import { Inspection } from '../../../../src/ui/detail/inspect/inspection.svelte.ts';
import { move } from '../../../../src/ui/detail/inspect/tree-keys.ts';
import { openedAtFirst, PORTION, treeRows } from '../../../../src/ui/detail/inspect/tree-rows.ts';
import { crl, issuingA, precertificate } from '../../../pki/index.ts';

const certificate = precertificate();
const looking = (bytes = certificate, kind: Parameters<typeof inspect>[1] = 'precertificate') => {
  const told: Part[] = [];
  return { inspection: new Inspection(inspect(bytes, kind), (part) => void told.push(part)), told };
};
const chosenName = ({ chosen }: Inspection) => chosen && nameOf(chosen);
const many = crl({
  issuer: issuingA(),
  number: 1,
  thisUpdate: '2022-10-13T00:00:00Z',
  nextUpdate: null,
  entries: Array.from({ length: 1000 }, (_, n) => ({
    serialNumber: (n + 0x1000).toString(16),
    revokedAt: '2022-10-12T00:00:00Z',
  })),
});

describe('the lines of the tree', () => {
  const whole = inspect(certificate, 'precertificate');

  test('know their level, their place among their neighbours, and whether they open', () => {
    const rows = treeRows(whole, 'fields', new Set([whole.parts[0]!]), new Map());
    expect(
      rows.map((row) =>
        'part' in row ? [nameOf(row.part), row.level, `${row.position}/${row.neighbours}`, row.expandable] : row,
      ),
    ).toEqual([
      ['Certificate', 1, '1/1', true],
      ['tbsCertificate', 2, '1/3', true],
      ['signatureAlgorithm', 2, '2/3', false],
      ['signatureValue', 2, '3/3', false],
    ]);
  });

  test('at first are as many as a screen takes, and never a list of thousands', () => {
    for (const view of ['fields', 'asn1'] as const) {
      expect(treeRows(whole, view, openedAtFirst(whole, view), new Map()).length).toBeLessThan(50);
      const list = inspect(many, 'crl');
      expect(treeRows(list, view, openedAtFirst(list, view), new Map()).length).toBeLessThan(50);
    }
  });
});

describe('choosing', () => {
  test('an octet chooses the field around it, opens the way there, and is told', () => {
    const { inspection, told } = looking();
    inspection.toggle(inspection.whole.parts[0]!, false);
    expect(inspection.rows).toHaveLength(1);
    inspection.chooseOctet(14);
    expect(chosenName(inspection)).toBe('serialNumber');
    expect(inspection.chosenRow).toBeGreaterThan(0);
    expect(told.map(nameOf)).toEqual(['serialNumber']);
  });

  test('an octet outside is the nearest one inside', () => {
    const { inspection } = looking();
    inspection.chooseOctet(Infinity);
    expect(inspection.cursor).toBe(certificate.length - 1);
    inspection.chooseOctet(-5);
    expect(inspection.cursor).toBe(0);
  });

  test('an address chooses without being told back; one that is no part chooses nothing', () => {
    const { inspection, told } = looking();
    inspection.chooseRange([1, 3]);
    expect(inspection.chosen).toBeNull();
    inspection.chooseRange([0, certificate.length]);
    expect(chosenName(inspection)).toBe('Certificate');
    expect(told).toEqual([]);
  });

  test('what only the ASN.1 tree has is shown in it', () => {
    const { inspection } = looking();
    inspection.chooseRange([8, 13]);
    expect([inspection.view, chosenName(inspection)]).toEqual(['asn1', 'version [0]']);
    inspection.show('fields');
    expect(inspection.rows.some((row) => 'part' in row && row.part === inspection.chosen)).toBe(true);
  });

  test('an entry far down a long list comes into the tree', () => {
    const { inspection } = looking(many, 'crl');
    inspection.chooseOctet(many.length >> 1);
    expect(inspection.chosenRow).toBeGreaterThan(PORTION);
    expect(inspection.rows.length).toBeLessThan(1500);
  });

  test('hovering tells the field, and the choice stays', () => {
    const { inspection } = looking();
    inspection.chooseOctet(14);
    inspection.hoverOctet(12);
    expect([nameOf(inspection.hovered!), chosenName(inspection)]).toEqual(['version', 'serialNumber']);
    inspection.hover(null);
    expect(inspection.hovered).toBeNull();
  });
});

describe('keys', () => {
  test('walk, open and close as a tree view does', () => {
    const { inspection } = looking();
    const press = (key: string) => {
      expect(move(inspection, key, 10)).toBe(true);
      return chosenName(inspection);
    };
    expect(press('ArrowDown')).toBe('Certificate');
    expect(press('ArrowRight')).toBe('tbsCertificate');
    expect(press('ArrowDown')).toBe('version');
    expect(press('ArrowLeft')).toBe('tbsCertificate');
    press('ArrowLeft');
    expect(inspection.rows.map((row) => ('part' in row ? nameOf(row.part) : ''))).toEqual([
      'Certificate',
      'tbsCertificate',
      'signatureAlgorithm',
      'signatureValue',
    ]);
    expect(press('End')).toBe('signatureValue');
    expect(press('Home')).toBe('Certificate');
    press('Enter');
    expect(inspection.rows).toHaveLength(1);
    expect(press('ArrowUp')).toBe('Certificate');
    expect(move(inspection, 'x', 10)).toBe(false);
  });

  test('go past the end of what is shown of a long list', () => {
    const { inspection } = looking(many, 'crl');
    inspection.chooseOctet(many.length >> 2);
    const list = inspection.chosen!;
    const at = inspection.rows.findIndex((row) => 'moreOf' in row);
    const before = inspection.rows[at - 1]!;
    if ('part' in before) inspection.choose(before.part, 'tree');
    move(inspection, 'ArrowDown', 10);
    expect(inspection.chosenRow).toBe(at);
    expect(inspection.chosen).not.toBe(list);
  });
});
