import { defineConfig } from 'vitest/config';

// Files run side by side, one more than there are cores, since the long ones mostly wait for processes and databases; each live
// test has a database and ports of its own. What needs a browser is a project of its own: npm run test:browser. What is decided
// from values alone is another: it keeps nothing from file to file, so that its files share a process. What has budgets of
// milliseconds in a browser comes after all else, one file at a time: beside others it would measure them.
const browser = 'test/portal/**/*.browser.test.ts';
const speed = 'test/portal/speed/*.browser.test.ts';
const exchange = 'test/exchange/*.exchange.test.ts';
const live = '**/*.live.test.ts';
const rules = '{src,emulator,web}/**/*.test.ts';
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };
const inBrowser = {
  globalSetup: ['test/portal/browser-setup.ts'],
  // As long as a page is waited for elsewhere.
  expect: { poll: { timeout: 15_000 } },
  ...patience,
};

export default defineConfig({
  test: {
    globalSetup: ['test/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{src,emulator,web}/**/*.live.test.ts', '{test,bench,demo,scripts}/**/*.test.ts'],
          exclude: [browser, exchange],
          ...patience,
        },
      },
      {
        extends: true,
        test: { name: 'rules', include: [rules], exclude: [live], isolate: false, ...patience },
      },
      { extends: true, test: { name: 'browser', include: [browser], exclude: [speed], ...inBrowser } },
      {
        extends: true,
        test: {
          name: 'browser-speed',
          include: [speed],
          ...inBrowser,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'exchange',
          include: [exchange],
          globalSetup: ['test/exchange/exchange-setup.ts'],
          // One of them tells how fast the product is; and a telephone rings in real time.
          fileParallelism: false,
          ...patience,
        },
      },
    ],
  },
});
