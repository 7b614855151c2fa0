import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { leave, readShare, take } from '../../../src/inbox/inbox.ts';

const DAY = 24 * 3_600_000;

test('what is left is taken once', async () => {
  const id = await leave([{ name: 'a.der', data: 'x' }], 0);
  expect(await take(id)).toEqual([{ name: 'a.der', data: 'x' }]);
  expect(await take(id)).toEqual([]);
});

test('what nobody comes for is thrown away after a day, when something else arrives', async () => {
  const old = await leave([{ name: 'old', data: '' }], 0);
  const kept = await leave([{ name: 'kept', data: '' }], 1);
  await leave([], DAY + 1);
  expect(await take(old)).toEqual([]);
  expect(await take(kept)).toHaveLength(1);
});

test('a share is its files and its words', () => {
  const form = new FormData();
  form.append('title', 'A bug');
  form.append('text', '   ');
  form.append('url', 'https://crt.sh/?id=1');
  form.append('files', new File(['1'], 'a.der'));
  form.append('files', new File(['2'], ''));
  form.append('files', new File([], ''));
  form.append('files', 'not a file');
  form.append('other', new File(['3'], 'elsewhere'));
  expect(readShare(form).map(({ name, data }) => [name, typeof data === 'string' ? data : data.size])).toEqual([
    ['a.der', 1],
    ['shared file', 1],
    ['shared text', 'A bug\nhttps://crt.sh/?id=1'],
  ]);
  expect(readShare(new FormData())).toEqual([]);
});
