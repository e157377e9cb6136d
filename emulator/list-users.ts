// GET /users and /users/$count: pages of live users in the order of their ordinals, or sorted when asked.
// Keeps the defaults of $select, the bounds of $top, the silent $count, and empty pages on demand.
import { mustMay } from './access.ts';
import {
  answerJson,
  answerText,
  presentContext,
  writeCollection,
  type GraphAnswer,
  type GraphCall,
} from './graph-call.ts';
import { badRequest, unsupportedQuery } from './graph-error.ts';
import { createObjectWriter, type ObjectWriter } from './object-writer.ts';
import { presentNextLink, readPageState, type PageState } from './page-state.ts';
import type { Person } from './people.ts';
import { decideFraction } from './random.ts';
import { decideProperties } from './select.ts';
import { createQueryMatcher, decideOrder } from './user-query.ts';

interface Page {
  people: Person[];
  /** Where the next page starts; null = this was the last. */
  next: number | null;
}

function scanPage(call: GraphCall, state: PageState, matches: (person: Person) => boolean): Page {
  const { all } = call.directory.people;
  const people: Person[] = [];
  for (let ordinal = state.position; ordinal < all.length; ordinal++) {
    const person = all[ordinal];
    if (!person || !call.directory.index.lists(person) || !matches(person)) continue;
    if (people.length === state.top) return { people, next: ordinal };
    people.push(person);
  }
  return { people, next: null };
}

function selectAll(call: GraphCall, matches: (person: Person) => boolean): Person[] {
  return call.directory.people.all.filter(
    (person): person is Person =>
      person !== undefined && call.directory.index.lists(person) && matches(person),
  );
}

function readPage(call: GraphCall, state: PageState, matches: (person: Person) => boolean): Page {
  const order = decideOrder(state);
  if (!order) return scanPage(call, state, matches);
  const sorted = selectAll(call, matches).toSorted(order);
  const end = state.position + state.top;
  return { people: sorted.slice(state.position, end), next: end < sorted.length ? end : null };
}

/** `$expand=manager`; choosing properties inside it takes the $levels form, which is an advanced query. */
export function decideExpand(call: GraphCall, state: PageState): string[] | null {
  if (state.expand === null) return null;
  if (state.expand.toLowerCase() === 'manager') {
    if (state.isAdvanced) throw unsupportedQuery();
    return [...call.directory.catalog.userDefaults];
  }
  const [, select] = /^manager\(\$levels=(?:max|\d+);\$select=([\w,]+)\)$/i.exec(state.expand) ?? [];
  if (select === undefined) {
    if (/^manager\(/i.test(state.expand)) throw unsupportedQuery();
    throw badRequest(`Could not find a property named '${state.expand}' on type 'microsoft.graph.user'.`);
  }
  if (!state.isAdvanced) throw unsupportedQuery();
  return select.split(',');
}

export function createManagerWriter(
  call: GraphCall,
  write: ObjectWriter,
  names: string[] | null,
): (person: Person) => string {
  if (names === null) return write;
  const { people, catalog } = call.directory;
  const writeManager = createObjectWriter(catalog.user, names, 'list', '#microsoft.graph.user');
  return (person) => {
    const manager = person.managerId ? people.live(person.managerId) : undefined;
    const text = write(person);
    return manager ? `${text.slice(0, -1)},"manager":${writeManager(manager)}}` : text;
  };
}

export function answerUsers(call: GraphCall): GraphAnswer {
  mustMay(call, 'users');
  const { catalog, settings, people } = call.directory;
  const state = readPageState(call, 'users');
  const names = decideProperties(state.select, catalog.userDefaults, {
    known: catalog.user,
    typeName: 'User',
    isCollection: true,
    roles: call.roles,
  });
  const matches = createQueryMatcher(state, catalog.user, 'User');
  const write = createManagerWriter(
    call,
    createObjectWriter(catalog.user, names, 'list'),
    decideExpand(call, state),
  );
  const context = presentContext(call, 'users', state.select);
  const isEmpty = !state.wasEmpty && decideFraction(state.top, state.position) < settings.emptyPages;
  const page: Page = isEmpty ? { people: [], next: state.position } : readPage(call, state, matches);
  const nextLink = page.next === null ? undefined : presentNextLink(call, 'users', state, page.next, isEmpty);
  let count: number | undefined;
  if (state.isFirst && call.options.isAdvanced) {
    count = state.filter === null && state.search === null ? people.count() : selectAll(call, matches).length;
  }
  return answerJson(writeCollection(context, { count, nextLink }, page.people.map(write)));
}

export function answerUserCount(call: GraphCall): GraphAnswer {
  mustMay(call, 'users');
  if (!call.options.isEventual) throw badRequest('$count is not currently supported.');
  const query = { ...call.options, isAdvanced: true };
  const matches = createQueryMatcher(query, call.directory.catalog.user, 'User');
  return answerText(String(selectAll(call, matches).length));
}
