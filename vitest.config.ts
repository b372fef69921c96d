import { defineConfig } from 'vitest/config';

/** Files that need a process of their own: they start programs, or look at what V8 and the process hold. The others share one, and what it loaded. */
const ALONE = [
  'test/journeys/**',
  'test/packaging/**',
  'test/electron/hosts/**',
  'test/eval/**',
  // 识别文字 sets switches of V8 for the whole process, which what was compiled before does not know of.
  'test/electron/core/ocr/**',
  'test/electron/core/audit/record-words.test.ts',
  'test/electron/core/heap-room.test.ts',
  'test/electron/core/exports/pdf/memory.test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // One more than the two cores of a small machine: journeys wait for their browser a good part of the time.
    maxWorkers: 3,
    // A poll waits for what will come; how soon is a question for the benches. A loaded machine takes more than the usual second.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: '各自', include: ALONE.map((place) => place.replace(/\*\*$/, '**/*.test.ts')) } },
      {
        extends: true,
        test: { name: '同处', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
    ],
  },
});
