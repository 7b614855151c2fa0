import { describe, expect, it } from 'vitest';
import { readGeneralizedTime, readTime } from '../../../src/core/der/time.ts';
import { generalizedTimeOf, sequence, utcTimeOf } from '../../pki/der-writer.ts';
import { hex, readerOver, refusal } from './reading.ts';

/** 2022-10-01T00:00:00Z */
const OCTOBER = 1664582400000;

/** Reads a time that stands at offset 2, inside a SEQUENCE. */
const inSequence = (tlv: Uint8Array, how: typeof readTime) => {
  const reader = readerOver(sequence(tlv)).sequence('it');
  return { time: how(reader, 'producedAt'), failure: reader.session.failure };
};

describe('GeneralizedTime as RFC 5280 section 4.1.2.5.2 wants it', () => {
  it.each([
    ['20221001000000Z', OCTOBER],
    ['19700101000000Z', 0],
    ['19691231235959Z', -1000],
    ['20240229123456Z', 1709210096000],
    ['99991231235959Z', 253402300799000],
    ['00000101000000Z', -62167219200000],
  ])('%s', (raw, instant) => {
    const { time, failure } = inSequence(generalizedTimeOf(raw), readGeneralizedTime);
    expect(failure).toBeNull();
    expect(time).toEqual({ instant, raw, type: 'GeneralizedTime', defects: [], offset: 2 });
  });
});

describe('GeneralizedTime that is off but certain', () => {
  it.each([
    ['a fraction', '20221001000000.5Z', OCTOBER + 500, ['fraction']],
    ['a fraction after a comma', '20221001000000,25Z', OCTOBER + 250, ['fraction']],
    ['a fraction of zero', '20221001000000.0Z', OCTOBER, ['fraction']],
    ['a fraction of seven digits, as in bug 1999850', '20221001000000.1234567Z', OCTOBER + 123, ['fraction']],
    [
      'a fraction that binary floating point would round up',
      '20221001000000.999999999999999999Z',
      OCTOBER + 999,
      ['fraction'],
    ],
    [
      'a fraction that would round to the next millisecond',
      '20221001000000.289999999999999999Z',
      OCTOBER + 289,
      ['fraction'],
    ],
    ['no seconds', '202210010000Z', OCTOBER, ['no-seconds']],
    ['an offset to the east', '20221001020000+0200', OCTOBER, ['offset']],
    ['an offset to the west', '20220930183000-0530', OCTOBER, ['offset']],
    ['an offset of zero', '20221001000000+0000', OCTOBER, ['offset']],
    ['the largest offset there is', '20221001140000+1400', OCTOBER, ['offset']],
    ['an offset across the end of the year', '20230101010000+0200', Date.UTC(2022, 11, 31, 23), ['offset']],
    ['all three', '202210010200+0200', OCTOBER, ['no-seconds', 'offset']],
    ['a fraction and an offset', '20221001010000.75+0100', OCTOBER + 750, ['fraction', 'offset']],
  ])('%s', (_, raw, instant, defects) => {
    const { time, failure } = inSequence(generalizedTimeOf(raw), readGeneralizedTime);
    expect(failure).toBeNull();
    expect(time).toEqual({ instant, raw, type: 'GeneralizedTime', defects, offset: 2 });
  });

  it('reads every millisecond of a fraction exactly', () => {
    const wrong: number[] = [];
    for (let ms = 0; ms < 1000; ms++) {
      const raw = `20221001000000.${String(ms).padStart(3, '0')}Z`;
      if (inSequence(generalizedTimeOf(raw), readGeneralizedTime).time.instant !== OCTOBER + ms) wrong.push(ms);
    }
    expect(wrong).toEqual([]);
  });
});

describe('UTCTime (RFC 5280 section 4.1.2.5.1)', () => {
  it.each([
    ['221001000000Z', OCTOBER, []],
    ['500101000000Z', Date.UTC(1950, 0, 1), []],
    ['991231235959Z', Date.UTC(1999, 11, 31, 23, 59, 59), []],
    ['000101000000Z', Date.UTC(2000, 0, 1), []],
    ['491231235959Z', Date.UTC(2049, 11, 31, 23, 59, 59), []],
    ['2210010000Z', OCTOBER, ['no-seconds']],
    ['221001020000+0200', OCTOBER, ['offset']],
    ['2209301830-0530', OCTOBER, ['no-seconds', 'offset']],
  ])('%s', (raw, instant, defects) => {
    const { time, failure } = inSequence(utcTimeOf(raw), readTime);
    expect(failure).toBeNull();
    expect(time).toEqual({ instant, raw, type: 'UTCTime', defects, offset: 2 });
  });
});

describe('the choice between the two', () => {
  it('falls on GeneralizedTime from 2050', () => {
    const { time } = inSequence(generalizedTimeOf('20500101000000Z'), readTime);
    expect(time).toEqual({
      instant: Date.UTC(2050, 0, 1),
      raw: '20500101000000Z',
      type: 'GeneralizedTime',
      defects: [],
      offset: 2,
    });
  });

  it.each([
    ['20221001000000Z', OCTOBER, ['type']],
    ['20491231235959Z', Date.UTC(2049, 11, 31, 23, 59, 59), ['type']],
    ['19500101000000Z', Date.UTC(1950, 0, 1), ['type']],
    // UTCTime cannot say these, so GeneralizedTime is all there is.
    ['19491231235959Z', Date.UTC(1949, 11, 31, 23, 59, 59), []],
    ['20221001000000.5Z', OCTOBER + 500, ['fraction', 'type']],
  ])('of a certificate: GeneralizedTime %s', (raw, instant, defects) => {
    const { time, failure } = inSequence(generalizedTimeOf(raw), readTime);
    expect(failure).toBeNull();
    expect(time).toEqual({ instant, raw, type: 'GeneralizedTime', defects, offset: 2 });
  });

  it('is not there for OCSP: UTCTime is refused', () => {
    const { failure } = inSequence(utcTimeOf('221001000000Z'), readGeneralizedTime);
    expect(failure).toEqual({
      ok: false,
      code: 'der/wrong-tag',
      message: 'producedAt should be GeneralizedTime but is UTCTime, at offset 2',
      offset: 2,
    });
  });
});

describe('what is no time is refused', () => {
  it.each([
    ['month 13', '20221301000000Z', 'time/impossible'],
    ['month 0', '20220001000000Z', 'time/impossible'],
    ['day 0', '20221000000000Z', 'time/impossible'],
    ['30 February', '20240230000000Z', 'time/impossible'],
    ['29 February of a common year', '20230229000000Z', 'time/impossible'],
    ['hour 24', '20221001240000Z', 'time/impossible'],
    ['minute 60', '20221001006000Z', 'time/impossible'],
    ['a leap second', '20161231235960Z', 'time/impossible'],
    ['an offset of 15 hours', '20221001000000+1500', 'time/impossible'],
    ['an offset of 60 minutes', '20221001000000+0060', 'time/impossible'],
    ['a moment after year 9999', '99991231235959-0100', 'time/impossible'],
    ['a moment before year 0', '00000101000000+0100', 'time/impossible'],
    ['no zone', '20221001000000', 'time/no-zone'],
    ['no zone and no seconds', '202210010000', 'time/no-zone'],
    ['no zone, with a fraction', '20221001000000.5', 'time/no-zone'],
    ['nothing', '', 'time/syntax'],
    ['hours alone', '2022100100Z', 'time/syntax'],
    ['a date alone', '20221001Z', 'time/syntax'],
    ['a fraction without digits', '20221001000000.Z', 'time/syntax'],
    ['a fraction of a minute', '202210010000.5Z', 'time/syntax'],
    ['an offset of hours alone', '20221001000000+02', 'time/syntax'],
    ['both Z and an offset', '20221001000000Z+0200', 'time/syntax'],
    ['a lower-case z', '20221001000000z', 'time/syntax'],
    ['ISO 8601 with hyphens', '2022-10-01T00:00:00Z', 'time/syntax'],
    ['a line feed at the end', '20221001000000Z\n', 'time/syntax'],
    ['a NUL at the end', '20221001000000Z\0', 'time/syntax'],
    ['digits that are not ASCII', '٢٠٢٢١٠٠١٠٠٠٠٠٠Z', 'time/syntax'],
    ['the characters of a UTCTime, read as 2210-01-00', '221001000000Z', 'time/impossible'],
    ['a hundred digits', `${'1'.repeat(100)}Z`, 'time/syntax'],
    ['a minus sign', '-0221001000000Z', 'time/syntax'],
  ])('GeneralizedTime with %s', (_, raw, code) => {
    const { time, failure } = inSequence(generalizedTimeOf(raw), readGeneralizedTime);
    expect(failure).toMatchObject({ code, offset: 2 });
    expect(time.instant).toBe(0);
  });

  it.each([
    ['month 13', '221301000000Z', 'time/impossible'],
    ['31 April', '220431000000Z', 'time/impossible'],
    ['an impossible offset', '221001000000+9900', 'time/impossible'],
    ['no zone', '221001000000', 'time/no-zone'],
    ['no zone and no seconds', '2210010000', 'time/no-zone'],
    ['a fraction', '221001000000.5Z', 'time/syntax'],
    ['the characters of a GeneralizedTime', '20221001000000Z', 'time/syntax'],
    ['nothing', '', 'time/syntax'],
  ])('UTCTime with %s', (_, raw, code) => {
    const { failure } = inSequence(utcTimeOf(raw), readTime);
    expect(failure).toMatchObject({ code, offset: 2 });
  });

  it('says what stands there, in one line and not all of it', () => {
    const { failure } = inSequence(generalizedTimeOf(`2022\n"${'x'.repeat(100)}`), readGeneralizedTime);
    expect(failure!.message).toBe(
      `producedAt is "2022\\n\\"${'x'.repeat(34)}", which is not in the form of an ASN.1 time, at offset 2`,
    );
  });
});

describe('a time that is not there', () => {
  it.each([
    ['neither of the two', '02 01 00', 'der/wrong-tag', 0],
    ['nothing', '', 'der/truncated', 0],
    ['one that is cut off', '17 0d 32 32', 'der/truncated', 0],
  ])('%s', (_, text, code, offset) => {
    const reader = readerOver(hex(text));
    readTime(reader, 'notBefore');
    expect(refusal(reader)).toEqual({ code, offset });
  });
});
