import { expect, test } from './support/test.ts';
import { evaluated, paste } from './support/app.ts';

/** Cases as people keep them: made, named, described, duplicated, each on its own way. */

test('an empty case is made, named and described, and is so after a reload', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'New case' }).click();
  await evaluated(page, 0);
  await page.getByLabel('Title of the case').fill('Bug 1');
  await page.getByLabel('Title of the case').press('Enter');
  await page.getByRole('button', { name: 'Describe this case' }).click();
  const description = page.getByLabel('Description of the case');
  await expect(description).toBeFocused();
  await description.fill('What was said\nin comment 4');
  await description.blur();
  await expect(page.getByText('in comment 4')).toBeVisible();

  await page.reload();
  await evaluated(page, 0);
  await expect(page.getByText('in comment 4')).toBeVisible();
  await expect(page.getByLabel('Title of the case')).toHaveValue('Bug 1');

  // Escape leaves it as it was.
  await page.getByRole('button', { name: 'Edit description' }).click();
  await description.fill('something else');
  await description.press('Escape');
  await expect(page.getByText('in comment 4')).toBeVisible();
});

test('a duplicate has the same evidence and goes its own way', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  const title = await page.getByLabel('Title of the case').inputValue();
  await page.getByRole('link', { name: 'Presumed, all cases' }).click();
  await page.getByRole('button', { name: `Duplicate ${title}` }).click();
  await page.getByRole('link', { name: `${title} (copy)` }).click();
  await evaluated(page, 17);
  await paste(page, 'https://crt.sh/?id=1');
  await expect(page.getByRole('link', { name: /^Problems 3/ })).toBeVisible();
  await evaluated(page, 17);

  await page.getByRole('link', { name: 'Presumed, all cases' }).click();
  await page.getByRole('button', { name: `Delete ${title} (copy)`, exact: true }).click();
  await expect(page.getByRole('link', { name: `${title} (copy)` })).toHaveCount(0);
  await page.getByRole('link', { name: title, exact: true }).click();
  await evaluated(page, 17);
  await expect(page.getByRole('link', { name: /^Problems 2/ })).toBeVisible();
});

test('the list of cases says what they hold and what they take', async ({ page }) => {
  await page.goto('./');
  await paste(page, `https://crt.sh/?id=1\nhttps://crt.sh/?sha256=${'ab'.repeat(32)}`);
  await evaluated(page, 0);
  await page.getByRole('link', { name: 'Presumed, all cases' }).click();
  await expect(page.getByText(/0 pieces of evidence, 2 certificates named/)).toBeVisible();
  await expect(page.getByText(/^Storage: about [\d.]+ [kMG]?B( of [\d.]+ [kMGT]?B)?/)).toBeVisible();
  await page.getByRole('link', { name: 'Storage', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'What is kept in this browser' })).toBeVisible();
});
