// The Entra source: opens the one client that a run reads its tenant with, and puts the ways of reading together
// (SPEC §4). Holds connections and pauses; close() ends whatever is under way.
import type { Credentials, Provider } from '../../plan/provider.ts';
import { isGuid } from '../../plan/provider-values.ts';
import { alwaysSelected } from '../../plan/scope.ts';
import type { OutsideError } from '../outside-error.ts';
import type { FieldsPart, ReadPart, ReadRequest, Source, SourcePerson } from '../source.ts';
import { findPerson, lookUpPeople } from './absence.ts';
import type { Cloud } from './clouds.ts';
import { readEverybody, readTenant } from './delta.ts';
import { permissionMissing, unavailable } from './entra-error.ts';
import { isNamed, listableFields, mapPerson, planSelect } from './fields.ts';
import { openGraph, refused } from './graph.ts';
import type { Graph } from './graph.ts';
import { resolveGroups } from './groups.ts';
import { openHttp } from './http.ts';
import { readExcluded, readMembers } from './members.ts';
import { readMemberships } from './memberships.ts';
import { openPatience } from './patience.ts';
import { isObject, parseJson, parsePage } from './schema.ts';
import { openTokens } from './token.ts';
import type { Tokens } from './token.ts';
import { decideLimits } from './waiting.ts';

export interface EntraOptions {
  provider: Provider;
  credentials: Credentials;
  cloud: Cloud;
  now: () => number;
  /** ROLLCALL_MAX_WAIT_SECONDS; null for the usual bounds. */
  maxWaitSeconds: number | null;
  log?: (line: string) => void;
  onWait?: (info: { seconds: number; why: string }) => void;
  /** The current credential was refused and the next one works. */
  onNextInUse?: (refusal: OutsideError) => Promise<void>;
  /** How waiting is done; a test lets the time pass instead. */
  wait?: (ms: number) => Promise<void>;
  random?: () => number;
  /** How long an answer may keep silent before its line counts as broken. */
  timeoutMs?: number;
}

export interface EntraClient {
  graph: Graph;
  tokens: Tokens;
  isClosed(): boolean;
  close(): Promise<void>;
}

export function openEntraClient(options: EntraOptions): EntraClient {
  const { provider, credentials, cloud, now, log = () => undefined } = options;
  const closed = new AbortController();
  const limits = decideLimits(options.maxWaitSeconds);
  // Whoever will not wait long will not hang long either; below 10 s a slow but sound answer would be cut off.
  const timeoutMs = options.timeoutMs ?? Math.min(60_000, Math.max(10_000, limits.msPerRequest));
  const http = openHttp({ cloud, timeoutMs, signal: closed.signal });
  const patience = openPatience({
    limits,
    now,
    signal: closed.signal,
    ...(options.wait ? { wait: options.wait } : {}),
    ...(options.random ? { random: options.random } : {}),
    ...(options.onWait ? { onWait: options.onWait } : {}),
  });
  const { onNextInUse } = options;
  const tokens = openTokens({ provider, credentials, cloud, http, patience, now, log, onNextInUse });
  const graph = openGraph({ cloud, http, tokens, patience, now, log });
  return {
    graph,
    tokens,
    isClosed: () => closed.signal.aborted,
    async close() {
      closed.abort();
      await http.close();
    },
  };
}

export function openEntraSource(options: EntraOptions): Source {
  const client = openEntraClient(options);
  const { graph, tokens } = client;
  return {
    async tenant() {
      const { tenantId } = options.provider;
      return isGuid(tenantId) ? tenantId : (matchTenant(await tokens.token()) ?? tenantId);
    },
    resolveGroups: (wanted, known, how = 'each') =>
      resolveGroups(graph, wanted, known, how === 'each' ? null : options.now),
    findPerson: (who) => findPerson(graph, who),
    read: (request) => readScope(graph, request),
    readFields: (request) => readFields(graph, request),
    async lookUp(people, request) {
      const found = await lookUpPeople(people, { graph, request, now: options.now });
      // Closed in between, "unreadable" would be our own doing.
      if (client.isClosed()) throw unavailable('Microsoft Graph', 'the reading was stopped');
      return found;
    },
    memberships: (request) => readMemberships(graph, request, options.now),
    sample: () => readSample(graph),
    usage: () => graph.usage(),
    close: () => client.close(),
  };
}

async function* readScope(
  graph: Graph,
  { fields, scope, cursor }: ReadRequest,
): AsyncGenerator<ReadPart, void> {
  let end: { mode: 'full' | 'delta'; cursor: string | null } = { mode: 'full', cursor: null };
  // The users delta never shows who left a group: groups are listed anew every time.
  if (scope.memberOf.length > 0) yield* readMembers(graph, scope, fields);
  else end = yield* readTenant(graph, fields, cursor);
  yield* readExcluded(graph, scope);
  yield { part: 'end', ...end };
}

/** No delta link is taken: it would be one more request for nothing. One field is never empty, so that half an object is seen. */
async function* readFields(
  graph: Graph,
  { fields, scope }: Omit<ReadRequest, 'cursor'>,
): AsyncGenerator<FieldsPart, void> {
  const asked = [...new Set([...fields, 'accountEnabled'])];
  if (scope.memberOf.length > 0) yield* readMembers(graph, scope, asked);
  else yield* readEverybody(graph, asked);
  yield { part: 'end', mode: 'full', cursor: null };
}

/** The tenant's GUID as the token names it. A token is Graph's to read, but nothing else tells the id of a domain
 * without a further permission; where it can not be read, the domain stands. */
function matchTenant(token: string): string | null {
  const claims = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const tid = isObject(claims) ? claims['tid'] : null;
  return typeof tid === 'string' && isGuid(tid) ? tid.toLowerCase() : null;
}

/** One page of people with every field that can be listed; with the usual ones where Graph refuses one of the others. */
export async function readSample(graph: Graph): Promise<SourcePerson[]> {
  const needs = 'User.Read.All';
  let fields = listableFields;
  let answer = await graph.send(`/users?${planSelect(fields)}&$top=999`, { needs });
  if (!answer.ok) {
    fields = alwaysSelected;
    answer = await graph.send(`/users?${planSelect(fields)}&$top=999`, { needs });
  }
  if (!answer.ok) throw refused('The list of people', answer);
  const { items } = parsePage(answer.body);
  if (items.length > 0 && !items.some(isNamed))
    throw permissionMissing(needs, 'Graph lists people without any name.');
  return items.map((item) => mapPerson(item, fields, true));
}
