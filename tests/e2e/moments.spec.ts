import { expect, test } from './support/test.ts';
import { evaluated, paste } from './support/app.ts';

test('times in a pasted text are shown in UTC beside their words, and stay', async ({ page }) => {
  await page.goto('./');
  await paste(page, `${'ab'.repeat(32)}\nComment 2\n- 2022-08-08 19:44 PDT: it ended\n- 2022-08-08 16:20: it began`);
  await evaluated(page, 0);
  await page.getByRole('link', { name: /^Evidence/ }).click();
  const region = page.getByRole('region', { name: 'Times written in texts' });
  const [certain, unclear] = [region.getByRole('listitem').first(), region.locator('ol > li').nth(1)];
  await expect(certain).toContainText('2022-08-09');
  await expect(certain).toContainText('02:44:00 Z');
  await expect(certain).toContainText('2022-08-08 19:44 PDT: it ended');
  await expect(certain).toContainText('pasted text, line 3 (comment 2)');
  await expect(unclear).toContainText('name no time zone');
  await page.reload();
  await expect(region.locator('ol > li')).toHaveCount(2);
});
