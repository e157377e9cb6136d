import { defineConfig } from 'vitest/config';

// Files run side by side on the cores there are; each live test has a database and ports of its own.
export default defineConfig({
  test: {
    include: ['{src,emulator,test,bench,demo,scripts}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
  },
});
