import { describe, expect, it } from 'vitest';
import { formatName } from '../../../src/core/decode/index.ts';
import { decodeName } from '../../../src/core/decode/name.ts';
import { integer, sequence, set, tlv } from '../../pki/der-writer.ts';
import { attribute, commonName, fromHex, ia5String, nameOf, printableString, utf8String } from './builders.ts';

const formatted = (der: Uint8Array): string => formatName(decodeName(der)!);

describe('RFC 4514 section 2.1: the sequence', () => {
  it('is written in reverse, with commas', () => {
    const der = nameOf(
      attribute('2.5.4.6', printableString('US')),
      attribute('2.5.4.10', utf8String('Example Trust')),
      attribute('2.5.4.3', utf8String('Example Issuing CA')),
    );
    expect(formatted(der)).toBe('CN=Example Issuing CA,O=Example Trust,C=US');
  });

  it('of an RDN with several attributes has plus signs, in the order of the bytes', () => {
    const der = sequence(
      set(attribute('2.5.4.6', printableString('US'))),
      set(attribute('2.5.4.11', utf8String('Unit')), attribute('2.5.4.3', utf8String('host.example'))),
    );
    expect(formatted(der)).toBe('OU=Unit+CN=host.example,C=US');
  });

  it('of nothing is empty', () => {
    expect(formatted(sequence())).toBe('');
  });
});

describe('the short names of verdict-format section 1', () => {
  it.each([
    ['2.5.4.3', 'CN'],
    ['2.5.4.7', 'L'],
    ['2.5.4.8', 'ST'],
    ['2.5.4.10', 'O'],
    ['2.5.4.11', 'OU'],
    ['2.5.4.6', 'C'],
    ['2.5.4.9', 'STREET'],
    ['0.9.2342.19200300.100.1.25', 'DC'],
    ['0.9.2342.19200300.100.1.1', 'UID'],
    ['2.5.4.5', 'serialNumber'],
    ['1.2.840.113549.1.9.1', 'emailAddress'],
    ['2.5.4.97', 'organizationIdentifier'],
    ['2.5.4.15', 'businessCategory'],
    ['1.3.6.1.4.1.311.60.2.1.3', 'jurisdictionC'],
    ['1.3.6.1.4.1.311.60.2.1.2', 'jurisdictionST'],
    ['1.3.6.1.4.1.311.60.2.1.1', 'jurisdictionL'],
  ])('%s is %s', (type, short) => {
    expect(formatted(nameOf(attribute(type, ia5String('x'))))).toBe(`${short}=x`);
  });

  it.each([
    ['2.5.4.4', 'an RFC name that is not on the list'],
    ['2.5.4.17', 'postalCode'],
    ['1.2.3.4', 'anything else'],
  ])('%s (%s) is the dotted identifier with the whole value in hex', (type) => {
    expect(formatted(nameOf(attribute(type, utf8String('x'))))).toBe(`${type}=#0c0178`);
  });

  it.each([
    ['of another type', integer('07'), 'CN=#020107'],
    ['whose octets do not decode', tlv(0x0c, fromHex('ff')), 'CN=#0c01ff'],
    ['of an odd BMPString', tlv(0x1e, fromHex('00')), 'CN=#1e0100'],
  ])('of a value %s is followed by hex', (_, value, text) => {
    expect(formatted(nameOf(attribute('2.5.4.3', value)))).toBe(text);
  });
});

describe('RFC 4514 section 2.4: escaping', () => {
  it.each([
    ['plain text', 'host.example', 'CN=host.example'],
    ['nothing', '', 'CN='],
    ['a quotation mark', 'a"b', 'CN=a\\"b'],
    ['a plus sign', 'a+b', 'CN=a\\+b'],
    ['a comma', 'Example, Inc.', 'CN=Example\\, Inc.'],
    ['a semicolon', 'a;b', 'CN=a\\;b'],
    ['angle brackets', '<script>', 'CN=\\<script\\>'],
    ['a backslash', 'a\\b', 'CN=a\\\\b'],
    ['a backslash at the end', 'a\\', 'CN=a\\\\'],
    ['an equals sign, which needs none', 'a=b', 'CN=a=b'],
    ['a number sign at the beginning', '#1', 'CN=\\#1'],
    ['a number sign elsewhere', 'a#1#', 'CN=a#1#'],
    ['a space at the beginning', ' a', 'CN=\\ a'],
    ['a space at the end', 'a ', 'CN=a\\ '],
    ['spaces inside', 'a  b', 'CN=a  b'],
    ['one space', ' ', 'CN=\\ '],
    ['two spaces', '  ', 'CN=\\ \\ '],
    ['three spaces', '   ', 'CN=\\  \\ '],
    ['a backslash before the last space', '\\ ', 'CN=\\\\\\ '],
    ['a number sign alone', '#', 'CN=\\#'],
    ['a number sign and a space', '# ', 'CN=\\#\\ '],
    ['a NUL', 'a\0b', 'CN=a\\00b'],
    ['only NULs', '\0\0', 'CN=\\00\\00'],
    ['a line feed, which RFC 4514 leaves alone', 'a\nb ', 'CN=a\nb\\ '],
    ['a line feed at the end', 'a \n', 'CN=a \n'],
    ['letters beyond ASCII', 'Zürich €', 'CN=Zürich €'],
    ['every special character at once', ' "+,;<>\\# ', 'CN=\\ \\"\\+\\,\\;\\<\\>\\\\#\\ '],
  ])('%s', (_, value, text) => {
    expect(formatted(commonName(value))).toBe(text);
  });

  it('cannot be used to pretend another attribute', () => {
    expect(formatted(commonName('host.example,O=Example Trust'))).toBe('CN=host.example\\,O=Example Trust');
  });
});
