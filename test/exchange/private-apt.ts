// Debian's own apt with sources, lists and an empty list of installed packages in a folder of its own: it works out what a program
// needs down to the C library and fetches it, signatures checked, and the machine's own system is neither asked nor changed.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PrivateApt {
  /** Gives the folder with the .deb files of these packages and of all that they depend on. */
  fetch(packages: readonly string[]): Promise<string>;
  /** Gives the folder with the files that the package was made from. */
  fetchSource(name: string): Promise<string>;
}

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
/** What a slim Debian may lack, and the package with it. */
const NEEDED = [
  { file: '/usr/bin/dpkg-deb', in: 'dpkg' },
  { file: '/usr/bin/xz', in: 'xz-utils' },
  { file: KEYRING, in: 'debian-archive-keyring' },
];

/** Installs what is missing where it may; throws an Error that says what to install where it may not. */
export async function ensureDebian(): Promise<void> {
  if (!existsSync('/usr/bin/apt-get'))
    throw new Error(
      'Exchanges and telephones for the test come as packages of Debian, and there is no apt-get here. Run it on a Debian, or in a container of one.',
    );
  const missing = NEEDED.filter(({ file }) => !existsSync(file)).map((needed) => needed.in);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`The test of exchanges needs ${missing.join(' and ')}. Install it with apt-get install.`);
  await apt(['-q', 'update']);
  await apt(['-q', 'install', '-y', '--no-install-recommends', ...missing]);
}

/**
 * The archive that this machine's packages come from, or ROLLCALL_EXCHANGE_MIRROR: so there is nothing to set where a network has
 * a mirror of its own.
 */
export async function readMirror(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const set = environment['ROLLCALL_EXCHANGE_MIRROR'];
  if (set) return set;
  const { stdout } = await run('apt-get', [
    'indextargets',
    '--format',
    '$(REPO_URI) $(LABEL)',
    'Created-By: Packages',
  ]);
  const targets = stdout.split('\n').map((line) => line.split(' '));
  const labelled = targets.find(([, label]) => label === 'Debian');
  // Before the first update nothing has a label yet.
  const [uri] = labelled ?? targets.find(([address]) => /\/debian\/?$/u.test(address ?? '')) ?? [];
  if (!uri)
    throw new Error(
      'This machine’s apt knows no archive of Debian. Set ROLLCALL_EXCHANGE_MIRROR to the address of one.',
    );
  return uri;
}

/** An apt for one suite; its lists are fetched anew. */
export async function openPrivateApt(folder: string, suite: string, mirror: string): Promise<PrivateApt> {
  const archives = join(folder, 'cache', 'archives');
  await mkdir(join(folder, 'state', 'lists', 'partial'), { recursive: true });
  await mkdir(join(archives, 'partial'), { recursive: true });
  await writeFile(join(folder, 'status'), '');
  const lines = ['deb', 'deb-src'].map((kind) => `${kind} [signed-by=${KEYRING}] ${mirror} ${suite} main\n`);
  await writeFile(join(folder, 'sources.list'), lines.join(''));
  const options = presentOptions(folder);
  const ask = (words: string[], inFolder = folder) =>
    apt([...options, '-q', ...words], inFolder).catch((error) => explain(error, suite));
  await ask(['update']);
  return {
    async fetch(packages) {
      await ask(['install', '-y', '--download-only', '--no-install-recommends', ...packages]);
      return archives;
    },
    async fetchSource(name) {
      const sources = join(folder, 'sources');
      await mkdir(sources);
      await ask(['source', '--download-only', name], sources);
      return sources;
    },
  };
}

function presentOptions(folder: string): string[] {
  const settings = {
    'Dir::Etc::SourceList': join(folder, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    // Mirrors keep what sid was for longer than its index says it is good for; its signature is looked at all the same.
    'Acquire::Check-Valid-Until': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    // Not the user that root lends apt: that one may not enter here.
    'APT::Sandbox::User': 'root',
    'APT::Update::Error-Mode': 'any',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

async function apt(words: readonly string[], cwd = '/'): Promise<void> {
  await run('apt-get', words, {
    cwd,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** apt names the package or address that is not there: that is what people need to read. */
function explain(error: unknown, suite: string): never {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
  const faults = said.split('\n').filter((line) => /^(E|Err|W: Failed)/u.test(line));
  throw new Error(
    `A package for the test of exchanges could not be had from Debian ${suite}: ${faults.join(' ') || said}\n` +
      'See whether the mirror still has it, or name another one in ROLLCALL_EXCHANGE_MIRROR.',
  );
}
