// Which groups are called by a name now, for somebody who looks at a report and is not to wait: within ten seconds or not at
// all. A run never asks this: it knows its groups by their ids.
import { setTimeout as pause } from 'node:timers/promises';
import type { NamedGroups } from '../source.ts';
import { unavailable } from './entra-error.ts';
import { readGroupsNamed } from './groups.ts';
import { openEntraClient } from './source.ts';
import type { EntraOptions } from './source.ts';

const MOST_MS = 10_000;

/** Throws an OutsideError when the source does not answer in time, or refuses. */
export async function readNamesakes(options: EntraOptions, names: readonly string[]): Promise<NamedGroups[]> {
  const client = openEntraClient({ ...options, maxWaitSeconds: Math.min(options.maxWaitSeconds ?? 5, 5) });
  const patience = new AbortController();
  const late = pause(MOST_MS, undefined, { signal: patience.signal }).then(() => {
    throw unavailable('Microsoft Graph', 'it did not answer within 10 s');
  });
  const read = async () => {
    const found: NamedGroups[] = [];
    for (const name of names) {
      const groups = await readGroupsNamed(client.graph, name);
      found.push({ name, groups: groups.map(({ id, kind }) => ({ id, kind })) });
    }
    return found;
  };
  const reading = read();
  try {
    return await Promise.race([reading, late]);
  } finally {
    patience.abort();
    await client.close();
    // Whichever of the two comes second fails because of that, and nobody waits for it.
    await Promise.allSettled([reading, late]);
  }
}
