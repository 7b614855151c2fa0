import { defineConfig } from 'vitest/config';

/** The built app in engines other than Chromium: `npm run build && npm run engines`. */
export default defineConfig({
  test: {
    include: ['tests/engines/*.spec.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
