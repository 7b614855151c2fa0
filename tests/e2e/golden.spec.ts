import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from './support/test.ts';
import { evaluated, exportVerdict } from './support/app.ts';

/** One whole export is committed, so that none of its bytes changes by accident. PRESUMED_UPDATE=1 writes it anew. */
const golden = new URL('golden/sample.verdict.json', import.meta.url);

test('the sample case exports the committed verdict, byte for byte', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  const { text } = await exportVerdict(page);
  if (process.env.PRESUMED_UPDATE) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});
