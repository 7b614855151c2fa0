import { expect, test } from './support/test.ts';
import { MESSAGE, rightSignatures } from '../engines/keys.ts';
import { wronged } from '../engines/page.ts';
import { blankPage } from './engine.ts';

// The other engines are asked the same in tests/engines.
test('of a right signature by a key of any size WebCrypto never says that it is wrong', async ({ page }) => {
  await blankPage(page);
  const { refused, unsupported } = await page.evaluate(wronged, { all: [...rightSignatures()], message: MESSAGE });
  expect(refused).toEqual([]);
  test.info().annotations.push({ type: 'unsupported', description: unsupported.join(', ') });
});
