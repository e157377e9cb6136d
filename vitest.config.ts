import { defineConfig } from 'vitest/config';

// Files run side by side on the cores there are; each live test has a database and ports of its own. What needs a browser
// is a project of its own: npm run test:browser.
const browser = 'test/portal/**/*.browser.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{src,emulator,test,bench,demo,scripts,web}/**/*.test.ts'],
          exclude: [browser],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browser],
          globalSetup: ['test/portal/browser-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
