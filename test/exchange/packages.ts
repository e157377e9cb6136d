// The real exchanges and telephones of the test, unpacked from Debian's packages into a cache folder outside the repository: each
// suite a tree of its own with its own C library. Nothing is installed, and no maintainer's script runs. Unpacked once; a stamp,
// written last, says what of and is how the next run knows.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isRoot } from '../../src/store/postgres/server-user.ts';
import { ensureDebian, openPrivateApt, readMirror } from './private-apt.ts';
import type { PrivateApt } from './private-apt.ts';

const run = promisify(execFile);

interface Recipe {
  suite: string;
  packages: readonly string[];
  /** A program that has to be there in the end, to notice a package that has moved it. */
  programs: readonly string[];
  /** What of a source package is kept beside the tree, and under which name. */
  source: { package: string; file: string; as: string } | null;
}

const telephones: Recipe = {
  suite: 'bookworm',
  packages: ['kamailio', 'kamailio-postgres-modules', 'sip-tester', 'baresip-core'],
  programs: ['usr/sbin/kamailio', 'usr/bin/sipp', 'usr/bin/baresip'],
  source: null,
};
const asterisk: Recipe = {
  suite: 'sid',
  packages: ['asterisk', 'asterisk-config', 'asterisk-modules'],
  programs: ['usr/sbin/asterisk'],
  source: {
    package: 'asterisk',
    file: 'contrib/realtime/postgresql/postgresql_config.sql',
    as: 'asterisk.sql',
  },
};

/** Another softphone, of which nothing is used but how it reads an account. */
const linphone: Recipe = {
  suite: 'bookworm',
  packages: ['linphone-cli'],
  programs: ['usr/bin/linphone-daemon'],
  source: null,
};

export interface Packages {
  /** Folders: `root` in them is the tree. The first has Kamailio, sipp and baresip. */
  bookworm: string;
  /** Asterisk; beside the tree lies asterisk.sql, its makers' own schema. */
  sid: string;
  linphone: string;
}

/** Of root it is one that everybody may enter: exchanges are then run as another user, who may not enter root's home. */
export function readCacheFolder(environment: NodeJS.ProcessEnv): string {
  const set = environment['ROLLCALL_EXCHANGE_CACHE'];
  if (set) return set;
  if (isRoot()) return '/var/cache/rollcall-exchange';
  return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'rollcall-exchange');
}

/** What is not there is fetched. Throws an Error that names what could not be had. */
export async function ensurePackages(environment: NodeJS.ProcessEnv = process.env): Promise<Packages> {
  const cache = readCacheFolder(environment);
  await mkdir(cache, { recursive: true });
  const [bookworm, sid, phone] = await Promise.all(
    [telephones, asterisk, linphone].map((recipe) => ensureRecipe(cache, recipe)),
  );
  return { bookworm: bookworm ?? '', sid: sid ?? '', linphone: phone ?? '' };
}

async function ensureRecipe(cache: string, recipe: Recipe): Promise<string> {
  const sum = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);
  const place = join(cache, `${recipe.suite}-${sum}`);
  if (existsSync(join(place, 'stamp.json'))) return place;
  await ensureDebian();
  const draft = await mkdtemp(join(cache, 'draft-'));
  try {
    const apt = await openPrivateApt(join(draft, 'apt'), recipe.suite, await readMirror());
    const unpacked = await unpack(await apt.fetch(recipe.packages), join(draft, 'root'));
    await keepSource(apt, recipe, draft);
    const missing = recipe.programs.filter((program) => !existsSync(join(draft, 'root', program)));
    if (missing.length > 0)
      throw new Error(`Debian ${recipe.suite} has ${recipe.packages.join(', ')} without ${missing.join()}.`);
    await rm(join(draft, 'apt'), { recursive: true });
    await writeFile(join(draft, 'stamp.json'), JSON.stringify({ ...recipe, unpacked }, null, 2));
    await execute('chmod', '755', draft);
    await rename(draft, place).catch(async (error: unknown) => {
      // Another run was first, and has made the same.
      if (!existsSync(join(place, 'stamp.json'))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return place;
}

/** Gives the names of the files, which tell the versions. */
async function unpack(archives: string, root: string): Promise<string[]> {
  const files = (await readdir(archives)).filter((name) => name.endsWith('.deb')).toSorted();
  await mkdir(root);
  for (const file of files) await execute('dpkg-deb', '-x', join(archives, file), root);
  return files;
}

async function keepSource(apt: PrivateApt, { source, suite }: Recipe, draft: string): Promise<void> {
  if (source === null) return;
  const folder = await apt.fetchSource(source.package);
  const archive = (await readdir(folder)).find((name) => /\.orig\.tar\.\w+$/u.test(name));
  if (!archive) throw new Error(`The source of ${source.package} in Debian ${suite} has no orig archive.`);
  const { stdout } = await run('tar', ['-xOf', join(folder, archive), '--wildcards', `*/${source.file}`], {
    maxBuffer: 16 * 1024 * 1024,
  });
  await writeFile(join(draft, source.as), stdout);
}

const execute = async (command: string, ...words: string[]): Promise<unknown> => run(command, words);

/** A program of a tree: what to start, and with which first arguments, so that it runs with its own C library and no chroot. */
export async function readProgram(place: string, path: string): Promise<readonly [string, ...string[]]> {
  const root = join(place, 'root');
  const found = await findLoader(root);
  if (!found) throw new Error(`There is no C library in ${root}. Remove ${place}: it is fetched again.`);
  const { loader, triplet } = found;
  const libraries = [`lib/${triplet}`, `usr/lib/${triplet}`, `usr/lib/${triplet}/kamailio`];
  return [loader, '--library-path', libraries.map((one) => join(root, one)).join(':'), join(root, path)];
}

/** How the processor's libraries are called: x86_64-linux-gnu. */
export async function readTriplet(place: string): Promise<string> {
  const found = await findLoader(join(place, 'root'));
  return found?.triplet ?? '';
}

async function findLoader(root: string): Promise<{ loader: string; triplet: string } | null> {
  for (const folder of ['lib', 'usr/lib']) {
    const triplets = (await readdir(join(root, folder)).catch(() => [])).filter((name) =>
      name.endsWith('-linux-gnu'),
    );
    for (const triplet of triplets) {
      const names = await readdir(join(root, folder, triplet));
      const name = names.find((one) => /^ld-linux.*\.so\.\d+$/u.test(one));
      if (name) return { loader: join(root, folder, triplet, name), triplet };
    }
  }
  return null;
}
