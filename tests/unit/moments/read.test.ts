/** One field that holds one moment: every form that is understood, and what is not guessed. */
import { strict } from 'chrono-node';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMoment } from '../../../src/core/moments/index.ts';

/** `2022-08-08T23:20:00.000Z | PDT | -420 | minute`, or the code of what fails. */
function say(text: string, zone?: string): string {
  const read = readMoment(text, zone === undefined ? {} : { zone });
  if (!read.ok) return read.code;
  const { instant, zone: named, offsetMinutes, precision, doubt } = read.value;
  const parts = [instant === null ? null : new Date(instant).toISOString(), named, offsetMinutes, precision];
  return [...parts, ...(doubt ? [doubt.code] : [])].join(' | ');
}

describe('a moment', () => {
  test.each([
    ['2022-08-08 16:20 PDT', '2022-08-08T23:20:00.000Z | PDT | -420 | minute'],
    ['2022-08-08 19:44 PDT', '2022-08-09T02:44:00.000Z | PDT | -420 | minute'],
    ['  2022-10-03 08:06 (PDT) ', '2022-10-03T15:06:00.000Z | PDT | -420 | minute'],
    ['August 8, 2022 at 4:20 PM PT', '2022-08-08T23:20:00.000Z | PT | -420 | minute'],
    ['December 8, 2022 at 4:20 p.m. PT', '2022-12-09T00:20:00.000Z | PT | -480 | minute'],
    ['Aug 8 2022 4:20pm Pacific Daylight Time', '2022-08-08T23:20:00.000Z | Pacific Daylight Time | -420 | minute'],
    ['2022-01-08 10:00 Central Standard Time', '2022-01-08T16:00:00.000Z | Central Standard Time | -360 | minute'],
    ['2022-10-03T10:00:00Z', '2022-10-03T10:00:00.000Z | Z | 0 | second'],
    ['2022-10-03T10:00:00.125+05:30', '2022-10-03T04:30:00.125Z | +05:30 | 330 | second'],
    ['2022-08-08 16:20Z', '2022-08-08T16:20:00.000Z | Z | 0 | minute'],
    ['2022-08-08 23:20 UTC', '2022-08-08T23:20:00.000Z | UTC | 0 | minute'],
    ['2022-08-08 16:20 +02:00', '2022-08-08T14:20:00.000Z | +02:00 | 120 | minute'],
    ['2022-08-08 16:20 UTC-7', '2022-08-08T23:20:00.000Z | UTC-7 | -420 | minute'],
    ['2022-08-08 16:20 GMT+05:45', '2022-08-08T10:35:00.000Z | GMT+05:45 | 345 | minute'],
    ['2022-08-08 16:20\u22127:00', 'moment/unreadable'],
    ['2022-08-08 16:20 \u221207:00', '2022-08-08T23:20:00.000Z | \u221207:00 | -420 | minute'],
    ['2022-08-08 16:20 America/Los_Angeles', '2022-08-08T23:20:00.000Z | America/Los_Angeles | -420 | minute'],
    ['2022-08-08 16:20 [Asia/Kathmandu]', '2022-08-08T10:35:00.000Z | Asia/Kathmandu | 345 | minute'],
    ['8th of August 2022 16:20:11 CEST', '2022-08-08T14:20:11.000Z | CEST | 120 | second'],
    ['8.8.2022 16:20 CEST', '2022-08-08T14:20:00.000Z | CEST | 120 | minute'],
    ['20/08/2022 16:20 UTC', '2022-08-20T16:20:00.000Z | UTC | 0 | minute'],
    ['08/20/2022 16:20 UTC', '2022-08-20T16:20:00.000Z | UTC | 0 | minute'],
    ['4:20 PM PDT on August 8, 2022', '2022-08-08T23:20:00.000Z | PDT | -420 | minute'],
    ['00:00 UTC on 1 October 2022', '2022-10-01T00:00:00.000Z | UTC | 0 | minute'],
    ['12:05 AM UTC, 2022-10-01', '2022-10-01T00:05:00.000Z | UTC | 0 | minute'],
    ['12 PM UTC 2022-10-01', '2022-10-01T12:00:00.000Z | UTC | 0 | minute'],
    ['2022-09-30 24:00 UTC', '2022-10-01T00:00:00.000Z | UTC | 0 | minute'],
    ['Mon, 03 Oct 2022 15:06:11 GMT', '2022-10-03T15:06:11.000Z | GMT | 0 | second'],
    ['Mon, 03 Oct 2022 08:06:11 -0700 (PDT)', '2022-10-03T15:06:11.000Z | -0700 | -420 | second'],
    ['Oct  3 15:06:11 2022 GMT', '2022-10-03T15:06:11.000Z | GMT | 0 | second'],
    ['Mon Oct  3 15:06:11 UTC 2022', '2022-10-03T15:06:11.000Z | UTC | 0 | second'],
  ])('%s', (text, expected) => {
    expect(say(text)).toBe(expected);
  });

  test.each([
    ['2022-08-08 16:20', ' |  |  | minute'],
    ['October 1st, 2022', ' |  |  | day'],
    ['2022-09-30', ' |  |  | day'],
    ['9am on 2022-08-08', ' |  |  | minute'],
  ])('without a zone has no instant: %s', (text, expected) => {
    expect(say(text)).toBe(expected);
  });

  test.each([
    ['2022-09-30 17:00', 'UTC', '2022-09-30T17:00:00.000Z |  | 0 | minute'],
    ['2022-09-30 17:00', 'PT', '2022-10-01T00:00:00.000Z |  | -420 | minute'],
    ['2022-10-01', 'Asia/Tokyo', '2022-09-30T15:00:00.000Z |  | 540 | day'],
    ['2022-09-30 17:00 UTC', 'PT', '2022-09-30T17:00:00.000Z | UTC | 0 | minute'],
    ['2022-09-30 17:00', 'CST', 'moment/ambiguous-zone'],
    ['2022-09-30 17:00', 'Middle/Earth', 'moment/unknown-zone'],
    ['2022-09-30 17:00', 'constructor', 'moment/unknown-zone'],
    ['2022-09-30 17:00', '', 'moment/unknown-zone'],
  ])('takes the zone it is told, and its own first: %s in %s', (text, zone, expected) => {
    expect(say(text, zone)).toBe(expected);
  });

  test.each([
    ['8 Aug 2022 16:20 CST', 'moment/ambiguous-zone'],
    ['2022-08-08 16:20 IST', 'moment/ambiguous-zone'],
    ['2022-08-08 16:20 BST', 'moment/ambiguous-zone'],
    ['2022-08-08 16:20 Europe/Nowhere', 'moment/unknown-zone'],
    ['08/09/2022 10:00 UTC', 'moment/day-or-month'],
    ['2022-08-08 10:00-12:00', 'moment/range-or-offset'],
    ['2022-02-30 10:00 UTC', 'moment/impossible'],
    ['2022-13-01', 'moment/impossible'],
    ['2022-08-08 25:00 UTC', 'moment/impossible'],
    ['2022-08-08 24:01 UTC', 'moment/impossible'],
    ['2022-08-08 13:00 PM UTC', 'moment/impossible'],
    ['2022-08-08 16:20 +99:99', 'moment/unreadable'],
    ['2022-08-08 16:20 CT log', 'moment/unreadable'],
    ['2022-08-08 16:20 to 18:45 PDT', 'moment/unreadable'],
    ['yesterday at 16:20', 'moment/unreadable'],
    ['16:20 PDT', 'moment/unreadable'],
    ['', 'moment/unreadable'],
  ])('is not guessed: %s', (text, code) => {
    expect(say(text)).toBe(code);
  });

  test('knows the hours that clocks repeat and leave out', () => {
    // Los Angeles put its clocks back on 2022-11-06 at 09:00Z, and forward on 2022-03-13 at 10:00Z.
    expect(say('2022-11-06 00:59:59 PT')).toBe('2022-11-06T07:59:59.000Z | PT | -420 | second');
    expect(say('2022-11-06 01:00 PT')).toBe('moment/shown-twice');
    expect(say('2022-11-06 01:59:59 PT')).toBe('moment/shown-twice');
    expect(say('2022-11-06 02:00 PT')).toBe('2022-11-06T10:00:00.000Z | PT | -480 | minute');
    expect(say('2022-11-06 01:30 PDT')).toBe('2022-11-06T08:30:00.000Z | PDT | -420 | minute');
    expect(say('2022-11-06 01:30 PST')).toBe('2022-11-06T09:30:00.000Z | PST | -480 | minute');
    expect(say('2022-03-13 01:59:59 PT')).toBe('2022-03-13T09:59:59.000Z | PT | -480 | second');
    expect(say('2022-03-13 02:00 PT')).toBe('moment/never-shown');
    expect(say('2022-03-13 02:59 America/Los_Angeles')).toBe('moment/never-shown');
    expect(say('2022-03-13 03:00 PT')).toBe('2022-03-13T10:00:00.000Z | PT | -420 | minute');
    // Lord Howe Island moves by half an hour.
    expect(say('2022-04-03 01:45 Australia/Lord_Howe')).toBe('moment/shown-twice');
    expect(say('2022-04-03 01:15 Australia/Lord_Howe')).toBe(
      '2022-04-02T14:15:00.000Z | Australia/Lord_Howe | 660 | minute',
    );
  });

  test('says both moments of an hour that came twice', () => {
    const read = readMoment('2022-11-06 01:30 PT');
    expect(!read.ok && read.message).toContain('2022-11-06T08:30:00Z and 2022-11-06T09:30:00Z');
  });

  test('is read as written when the half of the year does not fit, and says so', () => {
    expect(say('2022-12-08 16:20 PDT')).toBe(
      '2022-12-08T23:20:00.000Z | PDT | -420 | minute | moment/zone-not-in-force',
    );
    const read = readMoment('2022-12-08 16:20 PDT');
    expect(read.ok && read.value.doubt?.message).toContain('it is 60 minutes later');
    expect(say('2022-07-08 16:20 CET')).toBe('2022-07-08T15:20:00.000Z | CET | 60 | minute | moment/zone-not-in-force');
  });
});

test('another reader of dates agrees wherever nothing is to be guessed', () => {
  const months = 'January February March April May June July August September October November December'.split(' ');
  const two = (count: number) => String(count).padStart(2, '0');
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2035, 0, 1) }),
      fc.constantFrom(
        ['UTC', 0],
        ['PDT', -420],
        ['PST', -480],
        ['EDT', -240],
        ['JST', 540],
        ['+02:00', 120],
      ) as fc.Arbitrary<[string, number]>,
      fc.constantFrom('iso', 'words', 'mail'),
      (millis, [zone, offset], form) => {
        const instant = Math.floor(millis / 60_000) * 60_000;
        const wall = new Date(instant + offset * 60_000);
        const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
        const time = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}`;
        const text = {
          iso: `${year}-${two(month + 1)}-${two(day)} ${time} ${zone}`,
          words: `${months[month]!} ${day}, ${year} at ${time} ${zone}`,
          mail: `${day} ${months[month]!.slice(0, 3)} ${year} ${time}:00 ${zone}`,
        }[form]!;
        const read = readMoment(text);
        expect(read.ok && read.value.instant, text).toBe(instant);
        const [other] = strict.parse(text, { instant: new Date(0), timezone: 0 });
        expect(other?.text, text).toBe(text);
        expect(other?.start.date().getTime(), text).toBe(instant);
      },
    ),
    { numRuns: 300 },
  );
});

test('never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9:/.\- APMTZaugcestUTC+,]{0,40}$/)), (text) => {
      const read = readMoment(text, { zone: text });
      expect(read.ok ? Number.isFinite(read.value.instant) : read.code.startsWith('moment/')).toBe(true);
    }),
  );
});
