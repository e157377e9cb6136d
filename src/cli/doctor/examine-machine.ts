// Doctor's look at this machine: the data folder, its disk, who may read the key, proxies, and the way out to Entra.
import { stat, statfs } from 'node:fs/promises';
import { keyFileOf } from '../../access/master-key.ts';
import type { Cloud } from '../../connectors/entra/clouds.ts';
import { reachCloud } from '../../connectors/entra/reach.ts';
import type { Reach } from '../../connectors/entra/reach.ts';
import { CLOCK_MS } from './examine-store.ts';
import { fault, ok, warning } from './finding.ts';
import type { Finding } from './finding.ts';

const MIB = 2 ** 20;
const LITTLE_BYTES = 2_048 * MIB;
const TOO_LITTLE_BYTES = 256 * MIB;

export async function examineFolder(folder: string): Promise<Finding[]> {
  const found: Finding[] = [];
  const about = await stat(folder).catch(() => null);
  if (!about) return [warning('folder', `There is no ${folder} yet.`, 'The first start makes it.')];
  // Windows has no such modes.
  const isOpen = process.platform !== 'win32' && (about.mode & 0o022) !== 0;
  found.push(
    isOpen
      ? fault('folder', `Others may write to ${folder}.`, `chmod 700 ${folder}`)
      : ok('folder', `${folder} is its owner’s.`),
  );
  const file = keyFileOf(folder);
  const key = await stat(file).catch(() => null);
  if (key && process.platform !== 'win32' && (key.mode & 0o077) !== 0)
    found.push(fault('folder', `Others may read the master key ${file}.`, `chmod 600 ${file}`));
  const disk = await statfs(folder);
  const free = disk.bavail * disk.bsize;
  const message = `${Math.floor(free / MIB).toLocaleString('en-US')} MiB are free.`;
  const cure = 'Free some space: a full disk stops the database.';
  if (free < TOO_LITTLE_BYTES) found.push(fault('disk', message, cure));
  else found.push(free < LITTLE_BYTES ? warning('disk', message, cure) : ok('disk', message));
  return found;
}

export function decideProxies(environment: NodeJS.ProcessEnv): Finding[] {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'];
  const set = names.filter((name) => environment[name]?.trim());
  if (set.length === 0) return [];
  return [
    warning(
      'proxy',
      `${set.join(', ')} is set; Rollcall goes to Entra directly and does not use it.`,
      'Let this machine reach the sign-in service and Graph on port 443.',
    ),
  ];
}

export async function examineClouds(clouds: readonly Cloud[], signal: AbortSignal): Promise<Finding[]> {
  const found = await Promise.all(
    clouds.map(async (cloud) => decideReach(cloud, await reachCloud(cloud, signal).catch(mapReach(cloud)))),
  );
  return found.flat();
}

const mapReach = (cloud: Cloud) => (error: unknown) => [
  { url: cloud.login, status: null, date: null, ms: 0, why: error instanceof Error ? error.message : '' },
];

function decideReach({ name }: Cloud, reaches: readonly Reach[]): Finding[] {
  return reaches.map(({ url, status, date, ms, why }) => {
    if (status === null) {
      const cure =
        'Open the way out (firewall, name server, "ca" in ROLLCALL_CLOUDS); then run doctor again.';
      return fault('network', `${url} (${name}) can not be reached: ${why}.`, cure);
    }
    // Its date has whole seconds, and was written some way into the answer.
    const apart = date === null ? 0 : Math.abs(date - Date.now());
    if (apart > CLOCK_MS + 1_000) {
      const message = `${url} (${name}) says that it is ${Math.round(apart / 1000)} s earlier or later there.`;
      return warning('clock', message, 'Let this machine follow NTP.');
    }
    return ok('network', `${url} (${name}) answers in ${Math.round(ms)} ms.`);
  });
}
