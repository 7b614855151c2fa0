import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(manifest.version) },
  // For the runes in *.svelte.ts.
  plugins: [svelte({ configFile: false })],
  resolve: { conditions: ['browser'] },
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['tests/in-place.ts'],
    // Building keys and reading the corpora takes a while on a small machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
