// What all files of browser tests share: the built portal, and one Chromium, in which each page has a profile of its own.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { launchOptions } from '../../scripts/chromium.ts';
import { root } from '../../scripts/portal-stamp.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where playwright finds the browser. */
    browserUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const build = join(root, 'scripts/build-portal.ts');
  const { status } = spawnSync(process.execPath, [build, '--if-needed'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The portal could not be built; the reason stands above.');
  const server = await chromium.launchServer(launchOptions());
  project.provide('browserUrl', server.wsEndpoint());
  return () => server.close();
}
