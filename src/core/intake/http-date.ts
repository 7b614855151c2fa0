import type { Instant } from '../model/time.ts';
import { utcInstant } from '../model/time.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** An HTTP date in the form that is in use, `Mon, 03 Oct 2022 15:06:00 GMT` (RFC 9110 section 5.6.7); `null` otherwise. */
export function parseHttpDate(text: string): Instant | null {
  const match = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/i.exec(text.trim());
  if (!match) return null;
  const [, day, month, year, hour, minute, second] = match;
  return utcInstant(+year!, MONTHS.indexOf(month!.toLowerCase()) + 1, +day!, +hour!, +minute!, +second!);
}
