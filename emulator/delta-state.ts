// What a delta round remembers, carried in $skiptoken (inside a round) and $deltatoken (between rounds).
// Options of the first request live in the token alone; the links do not repeat them. Decides which token is
// too old (400 syncStateNotFound), called back (410 with Location) or no token of this tenant.
import type { GraphCall } from './graph-call.ts';
import { badRequest, GraphError, unsupportedQuery } from './graph-error.ts';
import { parseFilter, type FilterNode } from './filter-parse.ts';
import { decodeToken, encodeToken, type TokenState } from './opaque-token.ts';

export type DeltaResource = 'users' | 'groups';

export interface DeltaState {
  resource: DeltaResource;
  select: string[] | null;
  /** The only filter delta knows: a choice of ids. */
  ids: string[] | null;
  /** 'first' tells everything, 'later' what happened between from and to. */
  round: 'first' | 'later';
  from: number;
  to: number;
  startedAt: number;
  position: number;
  /** How many ordinals the first round walks through; people hired later come by the change log. */
  size: number;
  seed: number;
  wasEmpty: boolean;
}

const MOST_IDS = 50;
/** A first round must end within 30 days (REFERENCE 5.6). */
const ROUND_LIFE_MS = 30 * 86_400_000;

function listIds(node: FilterNode): string[] {
  if (node.do === 'or') return node.parts.flatMap(listIds);
  const isId = node.do === 'compare' && node.operator === 'eq' && node.path.join('/') === 'id';
  if (!isId) throw unsupportedQuery('Only filters of the form "id eq \'value\'" are supported by delta.');
  return [String(node.value).toLowerCase()];
}

function decideIds(filter: string | null): string[] | null {
  if (filter === null) return null;
  const ids = listIds(parseFilter(filter));
  if (ids.length > MOST_IDS)
    throw unsupportedQuery(`Too many ids in the filter: ${ids.length}. Max allowed: ${MOST_IDS}.`);
  return ids;
}

function startRound(call: GraphCall, resource: DeltaResource): DeltaState {
  const { options, directory } = call;
  if (options.orderby !== null || options.expand !== null || options.search !== null) {
    throw unsupportedQuery('$orderby, $expand and $search are not supported by delta.');
  }
  const log = resource === 'users' ? directory.userChanges : directory.groupChanges;
  return {
    resource,
    select: options.select,
    ids: decideIds(options.filter),
    round: 'first',
    from: 0,
    to: log.position(directory.settings.deltaLagMs),
    startedAt: directory.clock.now(),
    position: 0,
    size: directory.people.all.length,
    seed: directory.random.below(2 ** 30),
    wasEmpty: false,
  };
}

function callBack(call: GraphCall, resource: DeltaResource, select: string[] | null): GraphError {
  const options = select ? `$select=${select.join(',')}&` : '';
  return new GraphError(410, 'resyncRequired', 'The sync state is gone. Start a full synchronization.', {
    Location: `${call.base}/${resource}/delta?${options}$deltatoken=`,
  });
}

function mapToken(
  call: GraphCall,
  resource: DeltaResource,
  text: string,
  kind: 'skip' | 'delta',
): DeltaState {
  const { directory } = call;
  const token = decodeToken(directory.id, text);
  if (!token || token['k'] !== kind || token['r'] !== resource) {
    throw badRequest('Badly formed token.');
  }
  const select = Array.isArray(token['s']) ? token['s'].map(String) : null;
  if (token['e'] !== directory.deltaEpoch) throw callBack(call, resource, select);
  const age = directory.clock.now() - Number(token['at']);
  if (kind === 'delta' && age > directory.settings.deltaTokenLifeMs) {
    throw new GraphError(
      400,
      'syncStateNotFound',
      'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    );
  }
  if (age > ROUND_LIFE_MS) throw badRequest('Sync must reach steady state within 30 days.');
  return {
    resource,
    select,
    ids: Array.isArray(token['f']) ? token['f'].map(String) : null,
    round: token['m'] === 'first' ? 'first' : 'later',
    from: Number(token['a']),
    to: Number(token['b']),
    startedAt: Number(token['at']),
    position: Number(token['n']),
    size: Number(token['z']),
    seed: Number(token['d']),
    wasEmpty: token['x'] === true,
  };
}

export function readDeltaState(call: GraphCall, resource: DeltaResource): DeltaState {
  const { options, directory } = call;
  if (options.skipToken !== null) return mapToken(call, resource, options.skipToken, 'skip');
  const { deltaToken } = options;
  if (deltaToken === null || deltaToken === '' || deltaToken.toLowerCase() === 'latest') {
    return startRound(call, resource);
  }
  const last = mapToken(call, resource, deltaToken, 'delta');
  const log = resource === 'users' ? directory.userChanges : directory.groupChanges;
  // Replays: a later round may tell again what an earlier one told.
  const from = Math.max(0, last.from - directory.settings.deltaReplays);
  const to = Math.max(last.from, log.position(directory.settings.deltaLagMs));
  const seed = directory.random.below(2 ** 30);
  return { ...last, round: 'later', from, to, startedAt: directory.clock.now(), position: 0, seed };
}

function encodeState(call: GraphCall, state: DeltaState, kind: 'skip' | 'delta', rest: TokenState): string {
  return encodeToken(call.directory.id, {
    k: kind,
    r: state.resource,
    s: state.select,
    f: state.ids,
    e: call.directory.deltaEpoch,
    m: state.round,
    ...rest,
  });
}

export function presentDeltaNextLink(
  call: GraphCall,
  state: DeltaState,
  position: number,
  isEmpty = false,
): string {
  const token = encodeState(call, state, 'skip', {
    a: state.from,
    b: state.to,
    at: state.startedAt,
    n: position,
    z: state.size,
    d: state.seed,
    x: isEmpty,
  });
  return `${call.base}/${state.resource}/delta?$skiptoken=${token}`;
}

/** The next round begins where this one began to look, so nothing that happened meanwhile is lost. */
export function presentDeltaLink(call: GraphCall, state: DeltaState): string {
  const token = encodeState(call, state, 'delta', { a: state.to, at: call.directory.clock.now() });
  return `${call.base}/${state.resource}/delta?$deltatoken=${token}`;
}
