// What the portal's bundle is made of, as one sum: of the same sources the same bundle comes. A bundle says in a file beside it which
// sum it was made of, so that whoever needs it knows in a moment whether to build.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');
/** Where the server looks for it. */
export const portalFolder = join(root, 'dist/portal');
const stampFile = 'made-of.txt';

/** null: there are no sources here, as where only the product runs. */
export function readSourceSum(): string | null {
  if (!existsSync(join(root, 'web/index.html'))) return null;
  const sum = createHash('sha256');
  // Of src/ only what decides can stand in the bundle; tests and documents do not.
  const files = globSync(['web/**/*', 'src/plan/*.ts', 'vite.config.ts', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => entry.name.endsWith('.md') || /\.test\.tsx?$/u.test(entry.name),
  });
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.toSorted()) {
    const bytes = readFileSync(path);
    sum.update(`${path.slice(root.length)}\0${bytes.length}\0`).update(bytes);
  }
  return sum.digest('hex');
}

/** null: there is no bundle. */
export function readBundleSum(folder = portalFolder): string | null {
  const file = join(folder, stampFile);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

export const stampPath = (folder: string): string => join(folder, stampFile);
