import { describe, expect, test } from 'vitest';
import { bugPage, byHand, readBugNumber } from '../../../src/bugzilla/bug-number.ts';

describe('a bug number', () => {
  test.each([
    '1793443',
    ' 1793443\n',
    'bug 1793443',
    'Bug #1793443',
    '#1793443',
    'https://bugzilla.mozilla.org/show_bug.cgi?id=1793443',
    'http://bugzilla.mozilla.org/show_bug.cgi?id=1793443#c12',
    'bugzilla.mozilla.org/show_bug.cgi?format=default&id=1793443',
    'https://bugzilla.mozilla.org/1793443',
    'https://bugzil.la/1793443',
    'https://bugzilla.mozilla.org/rest/bug/1793443',
    'https://bugzilla.mozilla.org/rest/bug/1793443/comment?include_fields=text',
    bugPage(1793443),
  ])('is in %j', (text) => {
    expect(readBugNumber(text)).toBe(1793443);
  });

  test.each([
    '',
    '0',
    '-1',
    '17.93',
    '12345678901',
    'bug',
    '1793443 1793444',
    'https://bugzilla.redhat.com/show_bug.cgi?id=1793443',
    'https://bugzilla.mozilla.org.watch.example/show_bug.cgi?id=1793443',
    'https://watch.example/bugzilla.mozilla.org/1793443',
    'https://bugzilla.mozilla.org@watch.example/show_bug.cgi?id=1793443',
    'https://bugzilla.mozilla.org/show_bug.cgi',
    'https://bugzilla.mozilla.org/show_bug.cgi?id=some-alias',
    'https://bugzilla.mozilla.org/attachment.cgi?id=9299999',
    'https://crt.sh/?id=1793443',
  ])('is not in %j', (text) => {
    expect(readBugNumber(text)).toBeNull();
  });

  test('two commands bring by hand what the app would fetch', () => {
    expect(byHand(7)).toBe(
      'curl -fo bug-7-comments.json https://bugzilla.mozilla.org/rest/bug/7/comment\n' +
        'curl -fo bug-7-attachments.json https://bugzilla.mozilla.org/rest/bug/7/attachment',
    );
  });
});
