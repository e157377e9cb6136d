// Lets one process at a time work on a folder, without a lock that a killed holder could leave behind: everybody
// takes a ticket (a file of its own) and waits for the living ones before it – Lamport's bakery. Nobody ever removes
// another's lock, so two that find a dead holder at once cannot both win.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import { OTHER_DATABASE } from './failures.ts';
import { readLiveness, readOwnMark } from './process-identity.ts';

/** Longer than any start or stop of the server; past it somebody hangs. */
const LONGEST_WAIT_MS = 15 * 60_000;

interface Ticket {
  number: number;
  mark: string;
}

export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const mark = readOwnMark();
  const choosing = join(folder, `choosing.${mark}`);
  let ticket: string | null = null;
  try {
    await writeFile(choosing, '', { flag: 'wx', mode: 0o600 });
    const number = 1 + Math.max(0, ...(await readTickets(folder)).map((other) => other.number));
    ticket = join(folder, `ticket.${number}.${mark}`);
    await writeFile(ticket, '', { flag: 'wx', mode: 0o600 });
    await rm(choosing);
    await waitForTurn(folder, { number, mark });
    return await work();
  } finally {
    await rm(choosing, { force: true });
    if (ticket) await rm(ticket, { force: true });
  }
}

async function waitForTurn(folder: string, own: Ticket): Promise<void> {
  const giveUpAt = Date.now() + LONGEST_WAIT_MS;
  // Whoever was choosing when our ticket appeared may get a lower number: wait until they have one, then look.
  const choosers = await readLiving(folder, 'choosing.');
  await waitUntilGone(folder, choosers, giveUpAt);
  const before = (await readTickets(folder)).filter((other) => comesBefore(other, own));
  await waitUntilGone(
    folder,
    before.map((other) => `ticket.${other.number}.${other.mark}`),
    giveUpAt,
  );
}

function comesBefore(one: Ticket, other: Ticket): boolean {
  return one.number === other.number ? one.mark < other.mark : one.number < other.number;
}

async function waitUntilGone(folder: string, names: string[], giveUpAt: number): Promise<void> {
  let left = names;
  while (left.length > 0) {
    const living = new Set(await readLiving(folder, ''));
    left = left.filter((name) => living.has(name));
    if (left.length === 0) return;
    if (Date.now() > giveUpAt) {
      const pid = left[0]?.split('.').at(-1)?.split('-')[0];
      throw new DatabaseUnavailable(
        `Process ${pid} has been starting or stopping the database for 15 minutes.`,
        `End that process and try again, or ${OTHER_DATABASE}.`,
      );
    }
    await pause(5);
  }
}

async function readTickets(folder: string): Promise<Ticket[]> {
  const names = await readLiving(folder, 'ticket.');
  return names.flatMap((name) => {
    const [, number, mark] = name.split('.');
    return mark === undefined ? [] : [{ number: Number(number), mark }];
  });
}

/** Names of the living; the files of the dead are cleared away, each name being used once only. */
async function readLiving(folder: string, prefix: string): Promise<string[]> {
  const living: string[] = [];
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const file = join(folder, name);
    const liveness = readLiveness(file, name.split('.').at(-1) ?? '', Date.now());
    if (liveness === 'dead') await rm(file, { force: true });
    else living.push(name);
  }
  return living;
}
