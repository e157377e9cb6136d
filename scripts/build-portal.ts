// npm run build: makes the portal's bundle, dist/portal/, whole or not at all; what browsers take compressed lies compressed beside it.
// With --if-needed (npm start, the demonstration, the tests) only when it is missing or older than its sources. Of two at
// the same time one builds, and the other waits for it.
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { portalFolder, readBundleSum, readSourceSum, root, stampPath } from './portal-stamp.ts';

const isForced = !process.argv.includes('--if-needed');
const lock = join(dirname(portalFolder), 'portal.lock');
/** Smaller is not worth a second file: it fits into one packet anyway. */
const SMALL_BYTES = 1_000;
const LOOK_AGAIN_MS = 50;
const say = (text: string) => process.stderr.write(`${text}\n`);

function isStale(): boolean {
  const sum = readSourceSum();
  return sum !== null && sum !== readBundleSum();
}

async function buildPortal(): Promise<void> {
  const sum = readSourceSum();
  const vite = sum === null ? null : await import('vite').catch(() => null);
  if (sum === null || vite === null) return sayWhatIsMissing(sum === null ? 'web/' : 'vite (npm ci)');
  const startedAt = performance.now();
  const [draft, old] = [`${portalFolder}-${process.pid}`, `${portalFolder}-${process.pid}-old`];
  try {
    // Whatever the caller is – a test, say – the bundle is the one for use.
    process.env['NODE_ENV'] = 'production';
    const configFile = join(root, 'vite.config.ts');
    await vite.build({ configFile, root: join(root, 'web'), logLevel: 'warn', build: { outDir: draft } });
    compress(draft);
    writeFileSync(stampPath(draft), sum);
    if (existsSync(portalFolder)) renameSync(portalFolder, old);
    renameSync(draft, portalFolder);
  } finally {
    for (const folder of [draft, old]) rmSync(folder, { recursive: true, force: true });
  }
  say(`The portal is built (${((performance.now() - startedAt) / 1000).toFixed(1)} s).`);
}

/** Where only the product runs, what lies there is used as it is. */
function sayWhatIsMissing(what: string): void {
  if (!isForced) return;
  say(`The portal can not be built here: there is no ${what}.`);
  process.exitCode = 1;
}

function compress(folder: string): void {
  for (const name of globSync('**/*.{js,css,svg}', { cwd: folder })) {
    const bytes = readFileSync(join(folder, name));
    if (bytes.length < SMALL_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/** The file says whose it is: one that a killed build left is nobody's. */
async function takeLock(): Promise<void> {
  for (;;) {
    try {
      return writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (isAbandoned()) rmSync(lock, { force: true });
    else await pause(LOOK_AGAIN_MS);
  }
}

function isAbandoned(): boolean {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Empty: it was made this moment.
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

if (isForced || isStale()) {
  mkdirSync(dirname(portalFolder), { recursive: true });
  await takeLock();
  try {
    // Whoever held the lock may have built what is wanted here.
    if (isForced || isStale()) await buildPortal();
  } finally {
    rmSync(lock, { force: true });
  }
}
