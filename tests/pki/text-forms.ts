/** The forms in which people hand evidence around. Intake must read them all back to the same octets. */
import { toBase64, toHex } from '../../src/core/model/bytes.ts';
import type { Bytes } from './der-writer.ts';

const wrap = (text: string, width: number, end: string): string =>
  (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(end);

/** PEM (RFC 7468) with this label. */
export const pem = (bytes: Bytes, label: string, end = '\n'): string =>
  `-----BEGIN ${label}-----${end}${wrap(toBase64(bytes), 64, end)}${end}-----END ${label}-----${end}`;

export const certificatePem = (bytes: Bytes): string => pem(bytes, 'CERTIFICATE');

/** Every line behind `> `, as mail and Bugzilla quote. */
export const quoted = (text: string): string => text.replace(/^/gm, '> ');

export const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');

export const base64 = (bytes: Bytes, width?: number): string =>
  width ? wrap(toBase64(bytes), width, '\n') : toBase64(bytes);

export const base64url = (bytes: Bytes): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** `30:82:…` upper case. */
export const colonHex = (bytes: Bytes): string => wrap(toHex(bytes).toUpperCase(), 2, ':');

export const spacedHex = (bytes: Bytes): string => wrap(wrap(toHex(bytes), 2, ' '), 48, '\n');

export const textBytes = (text: string): Bytes => new TextEncoder().encode(text);
