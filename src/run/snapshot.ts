// Reads a source whole or not at all (R1): everything lands in staging, page by page while the next one is on its way,
// and is believed only when the source has said `end`. Facts that the roster knows already are neither mapped nor
// stored again. Decides nothing about people; holds no more of them than a page.
import type { Kysely } from 'kysely';
import type { ReadPart, Source, SourcePerson } from '../connectors/source.ts';
import type { Facts } from '../plan/facts.ts';
import { decideScope } from '../plan/scope.ts';
import { presentPersonSearch } from '../plan/search.ts';
import {
  analyzeStaged,
  deleteStaged,
  readKnownFacts,
  readKnownHashes,
  writeStaged,
  writeStagedExcluded,
} from '../store/staging.ts';
import type { StagedPerson, StageOwner } from '../store/staging.ts';
import type { Tables } from '../store/tables.ts';
import { unlessAborted } from './abort.ts';
import { mapAskedFacts, presentCanonical, presentPlanHash } from './facts-hash.ts';
import type { ReadSettings } from './read-settings.ts';

export interface Staging {
  db: Kysely<Tables>;
  owner: StageOwner;
  settings: ReadSettings;
  /** The roster is empty still, so nobody has to be looked for in it. */
  isFirst: boolean;
}

export interface Snapshot {
  mode: 'full' | 'delta';
  cursor: string | null;
}

export interface Watch {
  signal: AbortSignal | undefined;
  onPeople: (people: number) => void;
}

/** From here on the search for who is missing needs statistics; a handful of rows does not. */
const ANALYZE_FROM = 1_000;

export async function readSnapshot(source: Source, staging: Staging, watch: Watch): Promise<Snapshot> {
  const { fields, scope, cursor } = staging.settings;
  const parts = source.read({ fields, scope, cursor })[Symbol.asyncIterator]();
  const stage = openStage(staging);
  let people = 0;
  try {
    for (;;) {
      const next = await unlessAborted(parts.next(), watch.signal);
      if (next.done) throw new Error('The source stopped without saying that the read was complete.');
      const part = next.value;
      if (part.part === 'end') {
        await stage.settle();
        if (people >= ANALYZE_FROM) await analyzeStaged(staging.db);
        return { mode: part.mode, cursor: part.cursor };
      }
      await stage.add(part);
      people = part.part === 'restart' ? 0 : people + (part.part === 'excluded' ? 0 : part.people.length);
      watch.onPeople(people);
    }
  } finally {
    await stage.settle().catch(() => undefined);
    // Not awaited: a source that hangs would keep a run that was called off from ending.
    parts.return?.().catch(() => undefined);
  }
}

interface Stage {
  add(part: Exclude<ReadPart, { part: 'end' }>): Promise<void>;
  settle(): Promise<void>;
}

// One write at a time is under way while the next part is fetched and mapped; its failure shows at the next call.
function openStage(staging: Staging): Stage {
  const { db, owner } = staging;
  let writing: Promise<void> = Promise.resolve();
  const write = async (work: () => Promise<void>) => {
    await writing;
    writing = work();
    writing.catch(() => undefined);
  };
  const add: Stage['add'] = async (part) => {
    switch (part.part) {
      case 'people': {
        const rows = await mapPeople(staging, part.people);
        return write(() => writeStaged(db, owner, rows));
      }
      case 'changes': {
        // Changes are laid over what this run has staged, so that has to be there.
        await writing;
        const rows = [...(await mapChanges(staging, part.people)), ...part.removed.map(presentRemoved)];
        return write(() => writeStaged(db, owner, keepLast(rows)));
      }
      case 'excluded':
        return write(() => writeStagedExcluded(db, owner, part.people));
      case 'restart':
        return write(() => deleteStaged(db, owner.runId));
    }
  };
  return { add, settle: () => writing };
}

/** Stages people read in full, outside a listing. */
export async function writeSeen(staging: Staging, people: readonly SourcePerson[]): Promise<void> {
  await writeStaged(staging.db, staging.owner, await mapPeople(staging, people));
}

async function mapPeople(staging: Staging, people: readonly SourcePerson[]): Promise<StagedPerson[]> {
  const unique = keepLast(people);
  const ids = unique.map((person) => person.id);
  const known = staging.isFirst
    ? new Map<string, string>()
    : await readKnownHashes(staging.db, staging.owner.templateId, ids);
  return unique.map(({ id, facts }) => presentStaged(staging, id, facts, known.get(id)));
}

async function mapChanges(staging: Staging, people: readonly SourcePerson[]): Promise<StagedPerson[]> {
  const ids = [...new Set(people.map((person) => person.id))];
  const { templateId, runId } = staging.owner;
  const [facts, known] = [
    await readKnownFacts(staging.db, templateId, runId, ids),
    await readKnownHashes(staging.db, templateId, ids),
  ];
  for (const person of people)
    facts.set(person.id, { ...(facts.get(person.id) as Facts | undefined), ...person.facts });
  return ids.map((id) => presentStaged(staging, id, facts.get(id) as Facts, known.get(id)));
}

function presentStaged(
  staging: Staging,
  id: string,
  facts: Facts,
  knownHash: string | undefined,
): StagedPerson {
  const { mapping, fields, configHash } = staging.settings;
  const asked = mapAskedFacts(facts, fields);
  const text = presentCanonical(asked);
  const hash = presentPlanHash(text, configHash);
  if (hash === knownHash) return { id, removed: false, read: null };
  const mapped = mapping.map(asked);
  const search = presentPersonSearch(asked, mapped.values);
  const isFilteredOut = mapped.filter?.is === 'out';
  const scope = { ...decideScope(asked), isFilteredOut };
  const read = { facts: text, hash, mapped: JSON.stringify(mapped), search, ...scope };
  return { id, removed: false, read };
}

function presentRemoved(id: string): StagedPerson {
  return { id, removed: true, read: null };
}

function keepLast<T extends { id: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
