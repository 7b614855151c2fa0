/** What comes from outside the page: another app's share, and files the system opens with the installed app. */
import { expect, test, type Page } from './support/test.ts';
import { evaluated, sampleFile } from './support/app.ts';

const response = sampleFile('tls-issuing-ca-01.pem');

const share = (page: Page, fields: Record<string, string>, files: readonly { name: string; base64: string }[]) =>
  page.evaluate(
    async ([texts, shared]) => {
      await navigator.serviceWorker.ready;
      const form = new FormData();
      for (const [name, value] of Object.entries(texts)) form.append(name, value);
      for (const { name, base64 } of shared)
        form.append('files', new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      return (await fetch('./share', { method: 'POST', body: form })).url;
    },
    [fields, files] as const,
  );

/** What the service worker answers from: it controls the page once it has claimed it. */
const controlled = (page: Page) =>
  expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

test('files that are shared open a case of their own, once', async ({ page }) => {
  await page.goto('./');
  await controlled(page);
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);

  const address = await share(page, { title: 'look', url: 'https://crt.sh/?id=1' }, [
    { name: response.name, base64: response.buffer.toString('base64') },
  ]);
  expect(address).toMatch(/[?]shared=[0-9a-f-]{36}$/);
  await page.goto(address);
  await expect(page.getByRole('status')).toHaveText(/^Evaluated \d+ certificates$/);
  await expect(page.getByRole('link', { name: 'Evidence 1' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'To do 1' })).toBeVisible();
  expect(new URL(page.url()).search).toBe('');

  await page.reload();
  await expect(page.getByRole('link', { name: 'Evidence 1' })).toBeVisible();
  await page.goto(address);
  await expect(page.getByText('What was shared did not arrive, or was taken before.')).toBeVisible();
});

/** The File Handling API, which headless browsers have no desktop for: the page's side of it is real. */
const launchable = (page: Page) =>
  page.addInitScript(() => {
    Object.defineProperty(window, 'launchQueue', {
      value: {
        setConsumer: (consumer: unknown) => Object.defineProperty(window, 'launch', { value: consumer }),
      },
    });
  });

const launch = (page: Page, files: readonly { name: string; base64: string | null }[]) =>
  page.evaluate((launched) => {
    const handles = launched.map(({ name, base64 }) => ({
      name,
      getFile: () =>
        base64 === null
          ? Promise.reject(new Error('The file is gone.'))
          : Promise.resolve(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name)),
    }));
    (window as unknown as { launch: (params: unknown) => void }).launch({ files: handles });
  }, files);

test('files opened with the app go into the open case, and a lost one is named', async ({ page }) => {
  await launchable(page);
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the sample case' }).click();
  await evaluated(page, 17);
  const before = await page.getByRole('link', { name: /^Evidence/ }).textContent();

  await launch(page, [
    { name: 'note.bin', base64: btoa('no evidence') },
    { name: 'gone.der', base64: null },
  ]);
  await expect(page.getByText('gone.der could not be opened. The file is gone.')).toBeVisible();
  await expect(page.getByText('1 file opened from outside: added to this case.')).toBeVisible();
  await evaluated(page, 17);
  await expect(page.getByRole('link', { name: /^Evidence/ })).not.toHaveText(before!);
});

test('the manifest offers the app for the files people have', async ({ page }) => {
  await page.goto('./');
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
    return (await (await fetch(link.href)).json()) as Record<string, never>;
  });
  expect(Object.values(manifest['file_handlers']![0]!['accept'] as Record<string, string[]>).flat()).toEqual(
    expect.arrayContaining(['.ors', '.ocsp', '.der', '.pem', '.crt', '.cer', '.p7b', '.json', '.zip']),
  );
  expect(manifest).toMatchObject({
    launch_handler: { client_mode: ['focus-existing', 'auto'] },
    share_target: { action: './share', method: 'POST', enctype: 'multipart/form-data' },
  });
});
