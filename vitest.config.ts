import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 2,
    // A poll waits for what will come; how soon is a question for the benches. A loaded machine takes more than the usual second.
    expect: { poll: { timeout: 60_000 } },
  },
});
