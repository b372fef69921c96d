import { defineConfig } from 'vitest/config';

/** `npm run test:package`: minutes, not seconds; apart from `npm test`. */
export default defineConfig({
  test: {
    include: ['test/packaging/**/*.package.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    maxWorkers: 1,
  },
});
