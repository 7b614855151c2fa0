import { expect, it } from 'vitest';
import { describeTag, TAG } from '../../../src/core/der/tags.ts';

it.each([
  [TAG.sequence, 'SEQUENCE'],
  [TAG.set, 'SET'],
  [TAG.integer, 'INTEGER'],
  [TAG.bitString, 'BIT STRING'],
  [TAG.generalizedTime, 'GeneralizedTime'],
  [TAG.bmpString, 'BMPString'],
  [0xa0, '[0]'],
  [0xbe, '[30]'],
  [0x81, 'primitive [1]'],
  [0x24, 'tag 0x24'],
  [0x00, 'tag 0x00'],
  [0x7f, 'tag 0x7f'],
])('identifier octet %i reads %s', (tag, text) => {
  expect(describeTag(tag)).toBe(text);
});
