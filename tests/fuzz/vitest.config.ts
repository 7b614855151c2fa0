import { defineConfig } from 'vitest/config';
import manifest from '../../package.json' with { type: 'json' };

/** The long fuzz run: `npm run fuzz`. */
export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(manifest.version) },
  test: { include: ['tests/fuzz/*.spec.ts'], environment: 'node' },
});
