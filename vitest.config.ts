import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // One more than the two cores of a small machine: journeys wait for their browser a good part of the time.
    maxWorkers: 3,
    // A poll waits for what will come; how soon is a question for the benches. A loaded machine takes more than the usual second.
    expect: { poll: { timeout: 60_000 } },
  },
});
