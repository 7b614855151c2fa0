import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import manifest from './package.json' with { type: 'json' };
import { licencesPlugin } from './scripts/licences.mjs';
import { workerEntryPlugin } from './scripts/worker-entry.mjs';
import { contentSecurityPolicy, developmentPolicy, headers } from './scripts/csp.mjs';

/** Puts the policy into index.html, so that it holds on hosts that cannot set headers. */
function contentSecurityPolicyMeta(): Plugin {
  return {
    name: 'presumed:content-security-policy',
    transformIndexHtml: (_html, { server }) => [
      {
        tag: 'meta',
        attrs: {
          'http-equiv': 'Content-Security-Policy',
          content: server ? developmentPolicy : contentSecurityPolicy(),
        },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** What an installed app is offered for. The app itself tells formats by content; these names are the system's. */
const EVIDENCE_FILES = {
  'application/ocsp-response': ['.ors', '.ocsp', '.resp'],
  'application/ocsp-request': ['.orq'],
  'application/pkix-cert': ['.cer', '.crt', '.der'],
  'application/pkix-crl': ['.crl'],
  'application/x-pem-file': ['.pem'],
  'application/pkcs7-mime': ['.p7b', '.p7c'],
  'application/zip': ['.zip'],
  'application/gzip': ['.gz', '.tgz'],
  'application/x-tar': ['.tar'],
  'application/json': ['.json', '.har'],
  'text/csv': ['.csv'],
  'text/plain': ['.txt'],
  'message/rfc822': ['.eml'],
};

export default defineConfig({
  // Relative, so that the folder works under any path of any host.
  base: './',
  define: { __APP_VERSION__: JSON.stringify(manifest.version) },
  plugins: [
    svelte({ configFile: false }),
    contentSecurityPolicyMeta(),
    licencesPlugin(import.meta.dirname),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      // src/ui/state/updates.svelte.ts registers it.
      injectRegister: false,
      includeManifestIcons: false,
      injectManifest: {
        rollupFormat: 'iife',
        // Shown by the system's own dialog before the app is installed, never by the app.
        globIgnores: ['screenshots/**'],
        globPatterns: ['**/*.{html,js,css,json,svg,png,woff2}'],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
      },
      manifest: {
        id: './',
        name: 'Presumed',
        short_name: 'Presumed',
        description: 'Verifies OCSP evidence about presumed certificates, offline.',
        start_url: './',
        scope: './',
        display: 'standalone',
        theme_color: '#f4f5f7',
        background_color: '#f4f5f7',
        categories: ['security', 'utilities'],
        // Evidence that is opened from the desktop goes to the window that is there already.
        launch_handler: { client_mode: ['focus-existing', 'auto'] },
        file_handlers: [{ action: './', accept: EVIDENCE_FILES }],
        screenshots: [
          { src: 'screenshots/wide.png', sizes: '1280x800', type: 'image/png', form_factor: 'wide', label: 'A case' },
          {
            src: 'screenshots/narrow.png',
            sizes: '390x844',
            type: 'image/png',
            form_factor: 'narrow',
            label: 'A case',
          },
        ],
        share_target: {
          action: './share',
          method: 'POST',
          enctype: 'multipart/form-data',
          params: {
            title: 'title',
            text: 'text',
            url: 'url',
            files: [
              { name: 'files', accept: [...Object.keys(EVIDENCE_FILES), ...Object.values(EVIDENCE_FILES).flat()] },
            ],
          },
        },
        icons: [
          { src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' },
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  build: {
    target: 'es2023',
    // A data: URL would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  worker: { format: 'es', plugins: () => [workerEntryPlugin(), licencesPlugin(import.meta.dirname)] },
  server: { host: 'localhost' },
  preview: { host: 'localhost', port: 4173, headers },
});
