import { expect, test } from './support/test.ts';
import { addFiles, evaluated, pasteBox, rows } from './support/app.ts';

/** Everything can be reached and done without a mouse. */

test('from the first screen to an argument, by keys alone', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).focus();
  await page.keyboard.press('Enter');
  await evaluated(page, 17);

  const grid = page.getByRole('grid');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const second = rows(page).nth(1);
  const id = await second.getAttribute('id');
  await expect(grid).toHaveAttribute('aria-activedescendant', id!);
  await page.keyboard.press('Enter');
  await expect(second).toHaveAttribute('aria-selected', 'true');

  // With a certificate open, the keys walk through the arguments.
  await page.keyboard.press('End');
  await expect(rows(page).last()).toHaveAttribute('aria-selected', 'true');
  // Escape leaves it from anywhere in it, and rows walked through are no stations on the way back.
  await page.getByRole('button', { name: /other checks?$/ }).focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'The argument' })).toHaveCount(0);
  await page.goBack();
  await expect(rows(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'The argument' })).toHaveCount(0);
});

test('the heads of the table sort by key', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  await page.getByRole('columnheader', { name: 'Name and serial number' }).getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Name and serial number' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(rows(page).first()).toContainText('api.lantern.example');
  await page.keyboard.press('Enter');
  await expect(rows(page).last()).toContainText('api.lantern.example');
});

test('what is pasted outside a field is evidence too', async ({ page }) => {
  await page.goto('./');
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'https://crt.sh/?id=1');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await evaluated(page, 0);
  await expect(page.getByRole('link', { name: 'To do 1' })).toBeVisible();
});

test('pasting is sent with Ctrl+Enter, and the file input takes the focus itself', async ({ page }) => {
  await page.goto('./');
  await pasteBox(page).focus();
  await page.keyboard.insertText('https://crt.sh/?id=1');
  await page.keyboard.press('Control+Enter');
  await evaluated(page, 0);
  await addFiles(page).focus();
  await expect(addFiles(page)).toBeFocused();
});

test('the help says what the keys do, and its single keys can be switched off', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  const search = page.getByRole('searchbox', { name: 'Search certificates' });
  const help = page.getByRole('dialog', { name: 'Keyboard' });

  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('?/');
  await expect(search).toHaveValue('?/');
  await expect(help).toBeHidden();
  await search.fill('');
  await search.blur();

  await page.keyboard.press('?');
  await expect(help).toBeVisible();
  await help.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.reload();
  await evaluated(page, 17);
  await page.keyboard.press('?');
  await page.keyboard.press('/');
  await expect(help).toBeHidden();
  await expect(search).not.toBeFocused();
});
