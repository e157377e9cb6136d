// GET /users/delta with its manners (REFERENCE 5): never-set properties absent, only selected ones tracked,
// @removed changed and deleted, manager@delta, return=minimal, and on demand repeats, disorder, replays and
// empty pages. Tokens are delta-state.ts; this file decides what a round tells.
import { mustMay } from './access.ts';
import type { Change } from './change-log.ts';
import { presentDeltaLink, presentDeltaNextLink, readDeltaState, type DeltaState } from './delta-state.ts';
import {
  answerJson,
  presentContext,
  writeCollection,
  type GraphAnswer,
  type GraphCall,
} from './graph-call.ts';
import { createObjectWriter, type ObjectWriter } from './object-writer.ts';
import type { Person } from './people.ts';
import { decideFraction } from './random.ts';
import { decideProperties } from './select.ts';

interface RoundPage {
  items: string[];
  /** null = the round ends here. */
  next: number | null;
}

const removed = (id: string, reason: 'changed' | 'deleted'): string =>
  `{"id":"${id}","@removed":{"reason":"${reason}"}}`;

const managerEntry = (id: string, isRemoved = false): string =>
  `{"@odata.type":"#microsoft.graph.user","id":"${id}"${isRemoved ? ',"@removed":{"reason":"deleted"}' : ''}}`;

interface DeltaWriter {
  /** `left` = the manager given up in this round; `only` = the changed properties under return=minimal. */
  write(person: Person, left: string | null, only: ReadonlySet<string> | null): string;
  tracks(change: Change): boolean;
}

function createDeltaWriter(call: GraphCall, state: DeltaState): DeltaWriter {
  const { catalog } = call.directory;
  const names = decideProperties(state.select, catalog.userDefaults, {
    known: catalog.user,
    typeName: 'User',
    isCollection: true,
    roles: call.roles,
    navigation: ['manager'],
  });
  const columns = names.filter((name) => name !== 'manager');
  const hasManager = columns.length < names.length;
  const tracked = new Set(names);
  const writeAll = createObjectWriter(catalog.user, columns, 'delta');
  const writerFor = (only: ReadonlySet<string> | null): ObjectWriter =>
    only
      ? createObjectWriter(
          catalog.user,
          columns.filter((name) => only.has(name)),
          'delta',
        )
      : writeAll;
  return {
    write(person, left, only) {
      const text = writerFor(only)(person);
      if (!hasManager || (only && !only.has('manager'))) return text;
      const entries = [
        ...(left !== null && left !== person.managerId ? [managerEntry(left, true)] : []),
        ...(person.managerId ? [managerEntry(person.managerId)] : []),
      ];
      return entries.length === 0 ? text : `${text.slice(0, -1)},"manager@delta":[${entries.join(',')}]}`;
    },
    tracks: (change) => change.kind !== 'updated' || change.props.some((name) => tracked.has(name)),
  };
}

/** Where the i-th step of a first round lands; a shuffled round visits every ordinal once, in odd order. */
function decideOrdinal(state: DeltaState, isShuffled: boolean, step: number): number {
  if (!isShuffled || state.size < 2) return step;
  // A stride without a common divisor with the size walks through all of it; a large prime nearly always is one.
  const stride = state.size % 7919 === 0 ? 7907 : 7919;
  return (step * stride + state.seed) % state.size;
}

function readFirstPage(call: GraphCall, state: DeltaState, writer: DeltaWriter): RoundPage {
  const { people, settings } = call.directory;
  const wanted = state.ids ? new Set(state.ids) : null;
  const items: string[] = [];
  const push = (step: number): void => {
    const person = people.all[decideOrdinal(state, settings.deltaShuffle, step)];
    if (!person || (wanted && !wanted.has(person.id))) return;
    if (person.deletedAt === null) items.push(writer.write(person, null, null));
    else if (settings.deltaRemovedFirst) items.push(removed(person.id, 'changed'));
  };
  const before = Math.max(0, state.position - settings.deltaPageSize);
  for (let step = before; step < state.position; step++) {
    if (decideFraction(state.seed, step) < settings.deltaDuplicates) push(step);
  }
  const end = Math.min(state.size, wanted ? state.size : state.position + settings.deltaPageSize);
  for (let step = state.position; step < end; step++) push(step);
  return { items, next: end < state.size ? end : null };
}

interface Told {
  props: Set<string> | null;
  left: string | null;
  wasBinned: boolean;
  isPurged: boolean;
}

/** One entry per user touched between two positions, in the order of the last touch. */
function collectChanges(call: GraphCall, state: DeltaState, writer: DeltaWriter): Map<string, Told> {
  const told = new Map<string, Told>();
  const wanted = state.ids ? new Set(state.ids) : null;
  for (const change of call.directory.userChanges.between(state.from, state.to)) {
    if ((wanted && !wanted.has(change.id)) || !writer.tracks(change)) continue;
    const so = told.get(change.id) ?? {
      props: new Set<string>(),
      left: null,
      wasBinned: false,
      isPurged: false,
    };
    told.delete(change.id);
    told.set(change.id, so);
    if (change.kind === 'updated') for (const name of change.props) so.props?.add(name);
    else so.props = null;
    so.left ??= change.member?.id ?? null;
    so.wasBinned ||= change.kind === 'deleted';
    so.isPurged ||= change.kind === 'purged';
  }
  return told;
}

function presentTold(
  call: GraphCall,
  id: string,
  told: Told,
  writer: DeltaWriter,
  isMinimal: boolean,
): string[] {
  const person = call.directory.people.get(id);
  if (!person || told.isPurged) {
    return [...(told.wasBinned ? [removed(id, 'changed')] : []), removed(id, 'deleted')];
  }
  if (person.deletedAt !== null) return [removed(id, 'changed')];
  return [writer.write(person, told.left, isMinimal ? told.props : null)];
}

const wantsMinimal = (call: GraphCall): boolean => /return\s*=\s*minimal/i.test(call.headers['prefer'] ?? '');

function readLaterPage(call: GraphCall, state: DeltaState, writer: DeltaWriter): RoundPage {
  const isMinimal = wantsMinimal(call);
  const told = [...collectChanges(call, state, writer)];
  const end = state.position + call.directory.settings.deltaPageSize;
  const items = told
    .slice(state.position, end)
    .flatMap(([id, each]) => presentTold(call, id, each, writer, isMinimal));
  return { items, next: end < told.length ? end : null };
}

export function answerUsersDelta(call: GraphCall): GraphAnswer {
  mustMay(call, 'users');
  const state = readDeltaState(call, 'users');
  const writer = createDeltaWriter(call, state);
  const context = presentContext(call, 'users', state.select);
  if (call.options.deltaToken?.toLowerCase() === 'latest') {
    return answerJson(writeCollection(context, { deltaLink: presentDeltaLink(call, state) }, []));
  }
  const share = call.directory.settings.emptyPages;
  if (!state.wasEmpty && decideFraction(state.seed, state.position + 7) < share) {
    const nextLink = presentDeltaNextLink(call, state, state.position, true);
    return answerJson(writeCollection(context, { nextLink }, []));
  }
  const page =
    state.round === 'first' ? readFirstPage(call, state, writer) : readLaterPage(call, state, writer);
  const links =
    page.next === null
      ? { deltaLink: presentDeltaLink(call, state) }
      : { nextLink: presentDeltaNextLink(call, state, page.next) };
  const isMinimal = state.round === 'later' && wantsMinimal(call);
  return answerJson(
    writeCollection(context, links, page.items),
    200,
    isMinimal ? { 'Preference-Applied': 'return=minimal' } : {},
  );
}
