// A service that takes SCIM 2.0 as a target. Users go one by one, some at a time; what the whole service meets in the middle of a call
// is told of the users that were left, so that what was done is not done again.
import { TargetError } from '../target.ts';
import type { Applied, Found, Outcome, Target, TargetAbilities, TargetFault, Tried } from '../target.ts';
import type { TargetUser } from '../../plan/target-user.ts';
import { openClient } from './client.ts';
import type { Client, ClientOptions } from './client.ts';
import { findMarked } from './find-user.ts';
import { listUsers, presentFound } from './list-users.ts';
import { listKept, presentEntry, presentValues } from './present-entry.ts';
import type { KeptAttribute } from './present-entry.ts';
import { probeService } from './probe.ts';
import { readServiceFacts } from './service-facts.ts';
import type { ScimSecret } from './secret.ts';
import type { ScimSettings } from './settings.ts';
import { readUser, removeUser, writeUser } from './write-user.ts';
import type { Writing } from './write-user.ts';

export interface ScimTargetOptions extends Pick<
  ClientOptions,
  'allowed' | 'timeoutMs' | 'resolve' | 'clock' | 'now'
> {
  settings: ScimSettings;
  secrets: ScimSecret;
}

/** Users in one call: small, so that a call ends well within the time that its caller holds the target. */
const BATCH = 20;
/** At once; more is what services answer 429 to. */
const AT_ONCE = 4;
/** Requests that a user takes at most, when nothing goes wrong. */
const REQUESTS = 4;

function abilitiesOf({ numbersAreContactOnly, perMinute }: ScimSettings): TargetAbilities {
  const most = perMinute === null ? BATCH : Math.floor(perMinute / REQUESTS / 2);
  return {
    secret: 'issued',
    numbers: numbersAreContactOnly ? 'contact' : 'direct',
    canSuspend: true,
    canTellRegistrations: false,
    batch: Math.max(1, Math.min(BATCH, most)),
  };
}

export function openScimTarget(options: ScimTargetOptions): Target {
  const { settings, secrets, ...rest } = options;
  const kept = listKept(settings);
  const { url, perMinute } = settings;
  const client = openClient({ ...rest, url, perMinute, secret: secrets });
  const readWriting = openWriting(client, settings);
  return {
    abilities: abilitiesOf(settings),
    probe: () => probeService(client, settings, kept),
    present: (view) => presentEntry(view, kept, settings),
    validate: (view) => validate(view, kept, settings),
    upsert: async (items) => {
      const writing = await readWriting();
      return inTurn(
        items,
        ({ view }) => view.user,
        async ({ view, before }) => {
          const values = presentValues(view, kept, settings);
          const written = await writeUser(writing, { user: view.user, values, before });
          if (written instanceof TargetError) return written;
          return { externalId: written, entry: presentEntry(view, kept, settings) };
        },
      );
    },
    readTried: (items) => readTried(client, items),
    remove: async (items) => {
      const writing = await readWriting();
      return inTurn(
        items,
        ({ user }) => user,
        async (applied) => {
          const error = await removeUser(writing, applied, settings.remove);
          return error ?? { externalId: applied.externalId, entry: applied.entry };
        },
      );
    },
    finish: () => Promise.resolve(),
    list: async function* list() {
      for await (const page of listUsers(client)) yield page.map((one) => presentFound(one, kept));
    },
    read: (externalIds) => readFound(client, externalIds, kept),
    status: () => Promise.resolve(new Map()),
    close: () => client.close(),
  };
}

async function readTried(client: Client, items: readonly Tried[]): Promise<Applied[]> {
  const found: Applied[] = [];
  for (const { user, entry } of items) {
    const name = Object.entries(entry).find(([path]) => path.toLowerCase() === 'username');
    const ids = await findMarked(client, user, name?.[1] ?? null);
    if (ids instanceof TargetError) throw ids;
    found.push(...ids.map((externalId) => ({ user, externalId, entry, origin: 'made' as const })));
  }
  return found;
}

/** How users are changed is asked for once, and again when nobody answered. */
function openWriting(client: Client, { changes }: ScimSettings): () => Promise<Writing> {
  let known: Writing | null = changes === 'auto' ? null : { client, changes };
  return async () => {
    known ??= { client, changes: (await readServiceFacts(client)).patch === false ? 'put' : 'patch' };
    return known;
  };
}

function validate(view: TargetUser, kept: readonly KeptAttribute[], settings: ScimSettings): TargetFault[] {
  const userName = presentValues(view, kept, settings).find(
    ({ path }) => path.text.toLowerCase() === 'username',
  );
  if (userName !== undefined && userName.value !== null) return [];
  const message = 'The user has nothing to be called by at the service: what userName is made from is empty.';
  return [
    { code: 'target.userNameMissing', message, cure: 'Fill it in, or make userName from another field.' },
  ];
}

type Done = Pick<Extract<Outcome, { is: 'done' }>, 'externalId' | 'entry'>;

/** Some at a time. What the whole service meets is thrown when it is the first thing that happens. */
async function inTurn<T>(
  items: readonly T[],
  userOf: (item: T) => string,
  deed: (item: T) => Promise<Done | TargetError>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...items];
  let whole: TargetError | null = null;
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const user = userOf(item);
      const done: Done | TargetError =
        whole ?? (await deed(item).catch((error: unknown) => (whole = wholeOf(error))));
      outcomes.push(
        done instanceof TargetError ? { user, is: 'failed', error: done } : { user, is: 'done', ...done },
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (whole !== null && outcomes.every(({ is }) => is === 'failed')) throw whole;
  return outcomes;
}

function wholeOf(error: unknown): TargetError {
  if (error instanceof TargetError) return error;
  throw error;
}

async function readFound(
  client: Client,
  externalIds: readonly string[],
  kept: readonly KeptAttribute[],
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for (const id of externalIds) {
    const resource = await readUser(client, id);
    if (resource instanceof TargetError) throw resource;
    if (resource !== null) found.set(id, presentFound(resource, kept));
  }
  return found;
}
